import type { InvoiceRow } from "../../modules/qpay/ledger"
import { hasQPayCode, isQPayError } from "../../qpay"
import { isCovered, receivedSum } from "../../settlement/verdict"
import type { Dependencies } from "./dependencies"
import { alreadyPaid } from "./errors"
import { HURRIED_MS, look } from "./look"

/**
 * Makes an invoice unpayable, or finds that it was paid. Cancels first and checks after: once the cancellation
 * stands nothing more can arrive, so the check that follows is final.
 * @param to `expired` when its time is over; the job then settles what it finds, so nobody is woken
 * @throws MedusaError NOT_ALLOWED when it is paid, QPayError when QPay cannot tell
 */
export async function withdrawInvoice(
  deps: Dependencies,
  row: InvoiceRow,
  to: "canceled" | "expired" = "canceled"
): Promise<void> {
  const { client, ledger } = deps
  // Staff have dealt with its money: the cart may go on without it, and no more should come.
  if (row.state === "attention" && (await ledger.attention.isSetAside(row.id))) {
    if (row.invoice_id) await client.cancelInvoice(row.invoice_id, { timeoutMs: HURRIED_MS }).catch(() => undefined)
    return
  }
  // QPay still lists what went back by bank.
  if (row.state === "refunded") return
  if (isPaidAndNotNamed(row)) return refuse(deps, row)
  if (row.state === "canceled" || row.state === "expired") return
  // QPay may hold an invoice we do not know; without its id it cannot be cancelled, and its callback finds the row.
  if (!row.invoice_id) {
    if (to === "expired") await ledger.move(row.id, to, "job", { reason: "never_answered" })
    return
  }

  const actor = to === "expired" ? "job" : "core"
  let reason: string | null = null
  let checked: InvoiceRow
  try {
    await client.cancelInvoice(row.invoice_id, { timeoutMs: HURRIED_MS }).catch((error: unknown) => {
      if (!isAnsweredByCheck(error)) throw error
      if (hasQPayCode(error, "INVOICE_ALREADY_CANCELED")) reason = "canceled_at_qpay"
    })
    checked = (await look(deps, row, { force: true, timeoutMs: HURRIED_MS })).row
  } catch (error) {
    if (isUnknownToQPay(error)) return forget(deps, row)
    if (to === "canceled") await deps.wake(row.payment_session_id)
    throw error
  }

  if (isPaidAndNotNamed(checked)) {
    await ledger.move(row.id, "paid", actor)
    return refuse(deps, checked)
  }
  const part = receivedSum(checked.payments)
  if (part > 0 && checked.state !== "attention") {
    await ledger.attention.open({ qpay_invoice_id: row.id, reason: "underpaid", amount: part })
    await ledger.move(row.id, "attention", actor, { reason: "underpaid" })
  } else if (part === 0) {
    await ledger.move(row.id, reason ? "canceled" : to, actor, { reason })
  }
}

/** A second payment already on the attention list must not keep its session alive beside the first one. */
function isPaidAndNotNamed(row: InvoiceRow): boolean {
  if (row.state === "attention" && row.reason === "duplicate") return false
  return row.state === "paid" || row.state === "settled" || isCovered(row)
}

async function refuse({ wake }: Dependencies, row: InvoiceRow): Promise<never> {
  // Money that is named already waits for a person, not for another look.
  if (row.state !== "attention" || row.reason === "paid_without_order") await wake(row.payment_session_id)
  throw alreadyPaid()
}

/**
 * QPay knows no such invoice, so nothing can be paid on it. With other credentials than it was issued with that
 * proves nothing: the row then stays open to its callback.
 */
async function forget({ ledger, options }: Dependencies, row: InvoiceRow): Promise<void> {
  if (row.account === options.account) await ledger.move(row.id, "canceled", "core", { reason: "unknown_to_qpay" })
  else await ledger.note(row.id, "other_account", "core")
}

function isUnknownToQPay(error: unknown): boolean {
  return hasQPayCode(error, "INVOICE_NOTFOUND")
}

/** Refusals after which the check tells what is true: already cancelled, already paid, or unknown to QPay. */
function isAnsweredByCheck(error: unknown): boolean {
  return isQPayError(error) && !error.outcomeUnknown && !error.retryable && error.status !== 401 && error.status !== 403
}
