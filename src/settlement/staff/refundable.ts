import type { InvoiceRow } from "../../modules/qpay/ledger"
import { receivedTugrik, roundToTugrik, sameTugrik, type Tugrik } from "../../qpay/money"
import type { Sale } from "../sale"

/** How much of an order's payment can go back, and how. */
export interface Refundable {
  /** `qpay`: whole, by Medusa's refund. `bank`: staff send it and record it. `none`: nothing, or no order's payment. */
  way: "qpay" | "bank" | "none"
  /** Whole tugrik that Medusa holds as captured. */
  amount: Tugrik
  /** Medusa's payment. */
  payment_id: string | null
}

/** QPay returns a card payment whole or not at all, and no bank transfer. Pure. */
export function refundableOf(
  row: Pick<InvoiceRow, "amount" | "session_amount" | "payments">,
  { payment, order }: Pick<Sale, "payment" | "order">
): Refundable {
  const amount = payment && order ? roundToTugrik(Math.max(0, payment.left) * (row.amount / row.session_amount)) : 0
  if (!payment || amount === 0) return { way: "none", amount: 0, payment_id: payment?.id ?? null }
  const paid = row.payments.filter(({ status }) => status === "PAID")
  const isCard = paid.length === 1 && paid[0]?.type === "CARD" && sameTugrik(receivedTugrik([paid[0].amount]), amount)
  return { way: isCard && sameTugrik(amount, row.amount) ? "qpay" : "bank", amount, payment_id: payment.id }
}
