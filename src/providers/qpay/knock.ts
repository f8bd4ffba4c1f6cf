import type { WebhookActionResult } from "@medusajs/framework/types"
import { PaymentActions } from "@medusajs/framework/utils"
import { tokenMatches } from "../../modules/qpay/callback-token"
import type { InvoiceRow } from "../../modules/qpay/ledger"
import { isCovered, verdict } from "../../settlement/verdict"
import type { Dependencies } from "./dependencies"
import { HURRIED_MS, look } from "./look"
import { NO_LONGER_SHOWN } from "./payment-data"
import { addToSessionData, readSession, saleOf } from "./session-facts"

/**
 * Asks QPay about the invoice a callback means and keeps the answer in the ledger. Whatever else the callback says
 * is ignored, and without the invoice's secret the throttle applies.
 * @returns `captured` only for a live session whose exact sum QPay confirmed; `authorized` never
 * @throws QPayError when QPay could not be asked
 */
export async function answerKnock(deps: Dependencies, hint: Record<string, unknown>): Promise<WebhookActionResult> {
  const row = await rowOf(deps, hint)
  if (!row) return { action: PaymentActions.NOT_SUPPORTED }
  const force = tokenMatches(row, hint.token)
  if (row.account !== deps.options.account) {
    // Another account's invoice: asking here would prove nothing and use up its throttle.
    if (force) throw new Error(`invoice ${row.invoice_id} was issued with other credentials than this provider has now`)
    return { action: PaymentActions.NOT_SUPPORTED }
  }
  const paymentId = force && typeof hint.qpay_payment_id === "string" ? hint.qpay_payment_id : undefined

  const timeoutMs = hint.hurry === true ? HURRIED_MS : undefined
  const seen = await look(deps, row, { force, anybody: !force, paymentId, timeoutMs })
  if (isCovered(seen.row) && !isCovered(row)) await addToSessionData(deps.db, seen.row, NO_LONGER_SHOWN)
  const [session, sums] = await Promise.all([
    readSession(deps.db, row.payment_session_id),
    deps.ledger.attention.sumsOf(seen.row.id),
  ])
  const paid = session !== null && verdict(seen.row, { ...saleOf(session, seen.row), ...sums }).kind === "paid"
  const data = { session_id: row.payment_session_id, amount: session?.amount ?? row.session_amount, asked: seen.asked }
  return { action: paid ? PaymentActions.SUCCESSFUL : PaymentActions.PENDING, data }
}

async function rowOf({ ledger }: Dependencies, hint: Record<string, unknown>): Promise<InvoiceRow | null> {
  const { sender_invoice_no: number, session } = hint
  if (typeof number === "string") return ledger.bySenderInvoiceNo(number)
  return typeof session === "string" ? ledger.bySession(session) : null
}
