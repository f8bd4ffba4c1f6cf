import type { InvoiceRow } from "../../modules/qpay/ledger"
import type { ListedPayment } from "../desk"
import { meaningOf } from "../verdict"

/**
 * Does the list tell more than the ledger knows? The list is a hint like a callback is: what it says about money is
 * asked again for the invoice itself.
 */
export function tellsMore(row: Pick<InvoiceRow, "payments">, listed: ListedPayment): boolean {
  const known = row.payments.find(({ payment_id }) => payment_id === listed.payment_id)
  const meaning = meaningOf(listed.payment_status)
  if (!known) return meaning !== "nothing"
  // The two endpoints may name the same payment PAID and PARTIAL; a refund is news either way.
  return meaning === "refunded" && meaningOf(known.status) !== "refunded"
}

/** A payment of nobody we know, and nothing to look up: it never took money. */
export function isMoney(listed: ListedPayment): boolean {
  return meaningOf(listed.payment_status) !== "nothing"
}
