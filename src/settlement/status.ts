import type { InvoiceRow } from "../modules/qpay/ledger"
import { formatTugrik } from "../qpay/money"

/** What a shopper's page may know of an invoice. Built from zero: nothing private can slip in. */
export interface PublicStatus {
  /** The payment session the QR was shown for. */
  id: string
  status: "pending" | "paid" | "order_placed" | "expired" | "canceled" | "attention" | "refunded"
  /** Whole tugrik. */
  amount: number
  /** E.g. ₮12,000. */
  amount_text: string
  /** Whole tugrik that QPay has confirmed. */
  paid_amount: number
  currency_code: "mnt"
  order_id: string | null
  expires_at: string | null
  /** For countdowns: the shopper's clock is not to be trusted. */
  server_time: string
}

const SHOWN_AS: Record<InvoiceRow["state"], PublicStatus["status"]> = {
  creating: "pending",
  open: "pending",
  canceled: "canceled",
  expired: "expired",
  paid: "paid",
  attention: "attention",
  settled: "order_placed",
  refunded: "refunded",
}

export function publicStatus(row: InvoiceRow, now: Date = new Date()): PublicStatus {
  return {
    id: row.issued_session_id,
    status: SHOWN_AS[row.state],
    amount: row.amount,
    amount_text: formatTugrik(row.amount),
    paid_amount: row.paid_amount,
    currency_code: "mnt",
    order_id: row.order_id,
    expires_at: row.expires_at?.toISOString() ?? null,
    server_time: now.toISOString(),
  }
}
