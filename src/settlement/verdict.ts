import type { InvoiceRow, PaymentFact, PaymentSums } from "../modules/qpay/ledger"
import type { AttentionReason } from "../modules/qpay/states"
import { compareTugrik, receivedTugrik, sameAmount, subtractTugrik, type Tugrik } from "../qpay/money"

/** What Medusa knows about the sale that the invoice belongs to. */
export interface SaleFacts {
  /** The payment session, or null when Medusa has deleted it. */
  session: { amount: number; currency_code: string } | null
  /** Medusa already holds a payment for this very invoice. */
  recorded: boolean
  /** Whole tugrik of that payment that Medusa has booked as refunded. */
  refunded: Tugrik
  /** Whole tugrik that staff sent back by bank: QPay still lists them as paid. */
  returnedByBank: Tugrik
  /** The part of it that was no surplus: Medusa's payment, where it has one, is refunded by as much. */
  refundedByBank: Tugrik
  /** The cart's total now, in the session's currency; null when there is no cart or it cannot be told. */
  cartTotal: number | null
  /** A cart in the invoice's currency that is no order yet: it could be completed with a session of its own. */
  cartOpen: boolean
  /** Another invoice or session of the same collection already holds money. */
  paidOtherwise: boolean
  /** The order of the cart or the collection. During completion Medusa writes it before the payment. */
  order: { id: string; canceled: boolean } | null
}

export type HoldReason = Extract<
  AttentionReason,
  "underpaid" | "late" | "amount_changed" | "currency" | "order_canceled" | "duplicate"
>

export type Verdict =
  /** QPay has taken nothing. */
  | { kind: "unpaid" }
  /** The exact sum is there; what came on top is named. Place the order at its own sum. */
  | { kind: "paid"; surplus: { reason: "overpaid" | "duplicate"; amount: Tugrik } | null }
  /** Money is there that must not become an order. */
  | { kind: "hold"; reason: HoldReason; amount: Tugrik }
  /** All that was taken has gone back through QPay. */
  | { kind: "refunded"; amount: Tugrik }

type Meaning = "paid" | "partial" | "refunded" | "nothing"

/** Every payment status QPay documents. */
const MEANINGS = new Map<string, Meaning>([
  ["PAID", "paid"],
  ["PARTIAL", "partial"],
  ["REFUNDED", "refunded"],
  ["NEW", "nothing"],
  ["FAILED", "nothing"],
])

/** What a payment's status says about money. One that QPay does not document confirms nothing and fails nothing. */
export function meaningOf(status: string): Meaning {
  return MEANINGS.get(status) ?? "nothing"
}

/** Whole tugrik in all payments with this meaning, never only the first row. */
function sumOf(payments: readonly PaymentFact[], meaning: "paid" | "partial" | "refunded"): Tugrik {
  return receivedTugrik(payments.filter((p) => meaningOf(p.status) === meaning).map((p) => p.amount))
}

/** Whole tugrik that left the customer and have not come back, whether they suffice or not. */
export function receivedSum(payments: readonly PaymentFact[]): Tugrik {
  return sumOf(payments, "paid") + sumOf(payments, "partial")
}

/** Whole tugrik that QPay confirms as paid: the sum of all PAID rows. */
export function paidSum(payments: readonly PaymentFact[]): Tugrik {
  return sumOf(payments, "paid")
}

/** Whole tugrik that went back through QPay. */
export function refundedSum(payments: readonly PaymentFact[]): Tugrik {
  return sumOf(payments, "refunded")
}

/**
 * What the ledger keeps beside the payments, to be added up in lists.
 * @throws MoneyError when one of them cannot be read as money
 */
export function sumsOf(payments: readonly PaymentFact[]): PaymentSums {
  receivedSum(payments)
  const fees = payments.filter((p) => meaningOf(p.status) === "paid").map((p) => Number(p.fee ?? 0))
  const fee = fees.reduce((sum, next) => sum + (Number.isFinite(next) ? next : 0), 0)
  return { paid: paidSum(payments), refunded: refundedSum(payments), fee: Math.round(fee * 100) / 100 }
}

/** QPay confirms at least the invoice's sum. Says nothing about whether an order may come of it. */
export function isCovered(invoice: Pick<InvoiceRow, "amount" | "payments">): boolean {
  return compareTugrik(paidSum(invoice.payments), invoice.amount) >= 0
}

/**
 * The one decision about money: may this invoice become an order? Pure: the same facts give the same answer.
 * @param invoice what we asked QPay to take, and the payments QPay has listed since
 * @param sale what Medusa knows now
 */
export function verdict(
  invoice: Pick<InvoiceRow, "amount" | "session_amount" | "shortfall" | "currency_code" | "payments">,
  sale: SaleFacts
): Verdict {
  const paid = paidSum(invoice.payments)
  const received = receivedSum(invoice.payments)
  if (received === 0) {
    const refunded = refundedSum(invoice.payments)
    return refunded > 0 ? { kind: "refunded", amount: refunded } : { kind: "unpaid" }
  }
  // What staff sent back by bank QPay still lists: it can pay for nothing, and need not be named again.
  const returned = Math.min(sale.returnedByBank, received)
  const kept = received - returned
  const hold = (reason: HoldReason): Verdict => ({ kind: "hold", reason, amount: kept })
  const placed = sale.recorded && sale.order !== null

  if (kept === 0 && !(placed && paid > 0)) return { kind: "refunded", amount: sale.returnedByBank }
  if (kept > 0 && invoice.payments.some((p) => meaningOf(p.status) === "paid" && isForeign(p))) return hold("currency")
  if (paid === 0) return hold("underpaid")
  // The order is there: the question left is whether QPay holds more than the order does.
  if (placed) return { kind: "paid", surplus: surplusOf(invoice, received, sale) }
  if (compareTugrik(Math.max(paid - returned, 0), invoice.amount) < 0) return hold("underpaid")
  if (sale.order?.canceled) return hold("order_canceled")
  // Without an order a refunded payment can place none any more: this is money that came once more.
  if (sale.paidOtherwise || sale.refunded > 0) return hold("duplicate")
  if (sale.session) {
    if (sale.session.currency_code !== invoice.currency_code) return hold("currency")
    if (!sameAmount(sale.session.amount, invoice.session_amount)) return hold("amount_changed")
  }
  const price = invoice.session_amount + invoice.shortfall
  if (sale.cartTotal !== null && !sameAmount(sale.cartTotal, price)) return hold("amount_changed")
  // Late money may still pay for its cart; a payment that Medusa holds already must not be taken down twice.
  if (!sale.session && (!sale.cartOpen || sale.recorded)) return hold("late")
  return { kind: "paid", surplus: surplusOf(invoice, received, sale) }
}

function isForeign({ currency }: PaymentFact): boolean {
  return currency !== null && currency !== "MNT"
}

/**
 * Whole tugrik that Medusa has booked as refunded although they went back neither through QPay nor by bank: its
 * refund was cut short between the booking and the provider.
 */
export function unmadeRefund(
  invoice: Pick<InvoiceRow, "payments">,
  { refunded, refundedByBank }: Pick<SaleFacts, "refunded" | "refundedByBank">
): Tugrik {
  return Math.max(0, refunded - refundedByBank - refundedSum(invoice.payments))
}

/**
 * What QPay holds on top of what the order does. A second full payment is a duplicate, anything else an
 * overpayment. A refund in Medusa takes from the order, and leaves QPay's sum alone when it went by bank.
 */
function surplusOf(
  invoice: Pick<InvoiceRow, "amount" | "payments">,
  received: Tugrik,
  sale: Pick<SaleFacts, "refunded" | "returnedByBank" | "refundedByBank">
): { reason: "overpaid" | "duplicate"; amount: Tugrik } | null {
  const { returnedByBank } = sale
  // A refund that Medusa believes in and nobody made takes nothing from the order: see unmadeRefund.
  const refunded = sale.refunded - unmadeRefund(invoice, sale)
  const accountedFor = subtractTugrik(invoice.amount + returnedByBank, Math.min(refunded, invoice.amount))
  if (compareTugrik(received, accountedFor) <= 0) return null
  const amount = subtractTugrik(received, accountedFor)
  if (refunded > returnedByBank) return { reason: "duplicate", amount }
  const full = invoice.payments.filter(
    (p) => meaningOf(p.status) === "paid" && compareTugrik(receivedTugrik([p.amount]), invoice.amount) >= 0
  )
  return { reason: full.length > 1 ? "duplicate" : "overpaid", amount }
}
