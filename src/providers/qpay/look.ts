import { setTimeout as sleep } from "node:timers/promises"
import type { InvoiceRow, PaymentFact } from "../../modules/qpay/ledger"
import { isQPayError, type PaymentCheck, sameTugrik, receivedTugrik } from "../../qpay"
import { isCovered, sumsOf } from "../../settlement/verdict"
import { type Asking, checkInterval } from "./check-interval"
import type { Dependencies } from "./dependencies"

/** A fact about money that is older is asked again before it is acted on. */
const FRESH_MS = 60_000

/** For one call while a shopper's request waits; Medusa's lock of a cart ends after ten seconds, and two must fit. */
export const HURRIED_MS = 4_000

export interface LookOptions extends Asking {
  /** A payment id from a callback: the way back to an invoice whose answer was never stored. */
  paymentId?: string
  /** Shorter than usual where Medusa holds a cart's lock. */
  timeoutMs?: number
}

/**
 * Asks QPay about an invoice and stores what it says in the ledger. Decides nothing.
 * @returns the row as it is now, and whether QPay was asked
 * @throws QPayError when QPay could not be asked
 */
export async function look(
  deps: Dependencies,
  found: InvoiceRow,
  { paymentId, timeoutMs, ...asking }: LookOptions = {},
  now: Date = new Date()
): Promise<{ row: InvoiceRow; asked: boolean }> {
  const { client, ledger } = deps
  const row = found.invoice_id ? found : await bind(deps, found, paymentId)
  if (!row.invoice_id) return { row, asked: false }
  if (!(await mayAsk(deps, row, asking, now))) {
    return { row: (await ledger.byId(row.id)) ?? row, asked: false }
  }
  const answer = await client.checkPayment(row.invoice_id, timeoutMs ? { timeoutMs, attempts: 1 } : {})
  // What is stored is never forgotten, so an answer that no verdict could be made of is not: sumsOf throws.
  return { row: await ledger.recordCheck(row.id, paymentFacts(answer, now), sumsOf, now), asked: true }
}

/** A valid secret need not wait ten seconds, but even it makes no more than a call a second. */
async function mayAsk({ ledger }: Dependencies, row: InvoiceRow, asking: Asking, now: Date): Promise<boolean> {
  const seconds = checkInterval(row, asking, now)
  if (!asking.force) return ledger.claimCheck(row.id, seconds)
  for (let tries = 0; tries < 15; tries++) {
    if (await ledger.claimCheck(row.id, seconds)) return true
    await sleep(200)
  }
  return false
}

/** The money is confirmed and the confirmation is fresh: no need to ask again. */
export function isFreshlyPaid(row: InvoiceRow, now: Date = new Date()): boolean {
  const checked = row.last_checked_at?.getTime() ?? 0
  return isCovered(row) && now.getTime() - checked < FRESH_MS
}

function paymentFacts(answer: PaymentCheck, now: Date): PaymentFact[] {
  return answer.rows.map((payment) => ({
    payment_id: payment.payment_id,
    status: payment.payment_status,
    amount: String(payment.payment_amount),
    fee: payment.trx_fee === undefined || payment.trx_fee === null ? null : String(payment.trx_fee),
    currency: payment.payment_currency ?? null,
    type: payment.payment_type ?? null,
    wallet: payment.payment_wallet ?? null,
    seen_at: now.toISOString(),
  }))
}

/**
 * Finds the invoice of a row whose creation was cut short. The payment's own record at QPay names its invoice;
 * that invoice must carry our number and our sum, so a foreign payment id binds nothing.
 */
async function bind(deps: Dependencies, row: InvoiceRow, paymentId: string | undefined): Promise<InvoiceRow> {
  const { client, ledger, logger } = deps
  const waited = await waitForAnswer(deps, row)
  if (waited.invoice_id || !paymentId) return waited
  try {
    const payment = await client.getPayment(paymentId)
    if (payment.object_type !== "INVOICE" || !payment.object_id) return waited
    const invoice = await client.getInvoice(payment.object_id)
    const ours = invoice.sender_invoice_no === row.sender_invoice_no
    const total = invoice.total_amount
    if (!ours || (total !== undefined && !sameTugrik(receivedTugrik([total]), row.amount))) {
      logger.warn(`[qpay] callback of ${row.payment_session_id} names a payment of another invoice; ignored`)
      return waited
    }
    return (await ledger.complete(row.id, { invoiceId: invoice.invoice_id, publicData: null }, "callback")) ?? waited
  } catch (error) {
    // QPay answers an id it does not know with a business error: then there is nothing to bind.
    if (isQPayError(error) && !error.retryable && !error.outcomeUnknown) return waited
    throw error
  }
}

/** A callback may overtake the answer to the creation it belongs to: give that answer a moment. */
async function waitForAnswer({ ledger }: Dependencies, row: InvoiceRow): Promise<InvoiceRow> {
  let current = row
  const young = Date.now() - row.created_at.getTime() < 60_000
  for (let waited = 0; young && current.state === "creating" && waited < 3000; waited += 150) {
    await sleep(150)
    current = (await ledger.byId(row.id)) ?? current
  }
  return current
}
