import type { InvoiceRow, Ledger } from "../../modules/qpay/ledger"
import { sameTugrik } from "../../qpay/money"
import type { ListedPayment, QPayDesk } from "../desk"

/** Payments that QPay's own record says are not ours: asked once. Per account, the newest few thousand. */
const foreign = new Map<string, Set<string>>()
const REMEMBERED = 5_000

/**
 * Whose a payment is that the list does not say so: the list's `object_id` is not proven to be the invoice's id, and
 * an invoice whose creation was cut short is in the ledger without one. Only QPay's own record of the payment, and of
 * its invoice, makes it foreign.
 * @returns the ledger's row, or null when it is another shop's or till's payment on the same account
 * @throws QPayError
 */
export async function findOwner(ledger: Ledger, desk: QPayDesk, payment: ListedPayment): Promise<InvoiceRow | null> {
  const strangers = foreign.get(desk.account) ?? new Set<string>()
  foreign.set(desk.account, strangers)
  if (strangers.has(payment.payment_id)) return null

  const invoiceId = await desk.traceInvoice(payment.payment_id)
  const row = invoiceId ? await ownerOf(ledger, desk, invoiceId) : null
  if (row) return row
  strangers.add(payment.payment_id)
  if (strangers.size > REMEMBERED) strangers.delete(strangers.values().next().value as string)
  return null
}

async function ownerOf(ledger: Ledger, desk: QPayDesk, invoiceId: string): Promise<InvoiceRow | null> {
  const known = await ledger.byInvoiceId(invoiceId)
  if (known) return known
  if (!(await ledger.hasUnbound(desk.account))) return null
  const { senderInvoiceNo, amount } = await desk.readInvoice(invoiceId)
  const row = senderInvoiceNo ? await ledger.bySenderInvoiceNo(senderInvoiceNo) : null
  const ours = row && row.account === desk.account && (amount === null || sameTugrik(amount, row.amount))
  return ours ? ledger.complete(row.id, { invoiceId, publicData: null }, "job") : null
}
