import type { InvoiceRow } from "../../modules/qpay/ledger"
import { DEAD } from "../../modules/qpay/states"

/** QPay forbids checking invoices again and again. */
const USUAL_SECONDS = 10
const FORCED_SECONDS = 1
const DEAD_SECONDS = 600
/** Whoever paid at the last moment may still ask for a while as if the QR were alive. */
const DEAD_AFTER_MS = 3_600_000

/** Who wants QPay to be asked. */
export interface Asking {
  /** They have the invoice's secret, or money is about to move. */
  force?: boolean
  /** Anybody who knows a name of the invoice: a page, a hint. */
  anybody?: boolean
}

/** How many seconds must lie between two questions to QPay about an invoice. */
export function checkInterval(
  row: Pick<InvoiceRow, "state" | "payments" | "expires_at" | "created_at">,
  { force = false, anybody = false }: Asking,
  now: Date
): number {
  if (force) return FORCED_SECONDS
  return anybody && isLongDead(row, now) ? DEAD_SECONDS : USUAL_SECONDS
}

/** Nothing ever came of it and nothing can any more, as far as we know. */
function isLongDead(
  { state, payments, expires_at, created_at }: Pick<InvoiceRow, "state" | "payments" | "expires_at" | "created_at">,
  now: Date
): boolean {
  if (!DEAD.includes(state) || payments.length > 0) return false
  const last = state === "expired" ? (expires_at ?? created_at) : created_at
  return now.getTime() - last.getTime() > DEAD_AFTER_MS
}
