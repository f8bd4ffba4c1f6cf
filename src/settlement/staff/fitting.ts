import type { AttentionLine, InvoiceRow, PaymentFact } from "../../modules/qpay/ledger"
import { COSTS_LESS, COSTS_MORE } from "../../modules/qpay/states"
import { receivedTugrik, sameTugrik } from "../../qpay/money"
import { meaningOf } from "../verdict"

export type StaffAction = "place_order" | "accept_amount" | "record_refund" | "refund_card" | "ignore"

type Line = Pick<AttentionLine, "reason" | "amount" | "detail" | "resolved_at">
type Invoice = Pick<InvoiceRow, "state" | "currency_code" | "payments">

/** What staff may do about a line. Pure: the facts that Medusa adds are asked when it is done. */
export function actionsFor(line: Line, invoice: Invoice): StaffAction[] {
  if (line.resolved_at !== null) return []
  const hasCards = cardsFor(line, invoice).length > 0
  // Where QPay can return the money itself, that comes before a transfer by hand.
  const actions = BY_REASON[line.reason](line, invoice).flatMap((action) =>
    action === "record_refund" && hasCards ? (["refund_card", action] as const) : [action]
  )
  return [...actions, "ignore"]
}

/** Whose money the line is about: the invoice's whole, or what is on top of an order. */
const BY_REASON: Record<Line["reason"], (line: Line, invoice: Invoice) => StaffAction[]> = {
  underpaid: acceptable,
  amount_changed: (line, invoice) => {
    if (invoice.state === "attention") return acceptable(line, invoice)
    return line.detail === COSTS_MORE ? ["accept_amount"] : line.detail === COSTS_LESS ? ["record_refund"] : []
  },
  overpaid: () => ["accept_amount", "record_refund"],
  duplicate: () => ["record_refund"],
  late: () => ["record_refund"],
  currency: () => ["record_refund"],
  order_canceled: () => ["record_refund"],
  paid_without_order: () => ["place_order", "record_refund"],
  refund_owed: () => ["record_refund"],
  unreadable: () => [],
}

/** A sum in tugrik can be another one for a cart in tugrik only. */
function acceptable(_line: Line, { state, currency_code }: Invoice): StaffAction[] {
  return state === "attention" && currency_code === "mnt" ? ["accept_amount", "record_refund"] : ["record_refund"]
}

/**
 * Card payments that make up the line's sum, which QPay can return whole: all payments of a held invoice, or the
 * newest one that is the surplus. Empty when there is a bank transfer among them, or they make up another sum.
 */
export function cardsFor({ reason, amount }: Line, { state, payments }: Invoice): PaymentFact[] {
  // The order's own payment goes back by Medusa's refund, which books it.
  if (reason === "refund_owed" || reason === "unreadable" || (reason === "amount_changed" && state !== "attention"))
    return []
  const live = payments.filter(({ status }) => meaningOf(status) === "paid" || meaningOf(status) === "partial")
  const isCard = ({ type, status }: PaymentFact) => type === "CARD" && meaningOf(status) === "paid"
  const sumOf = (some: PaymentFact[]) => receivedTugrik(some.map((payment) => payment.amount))
  if (state === "attention") return live.every(isCard) && sameTugrik(sumOf(live), amount) ? live : []
  return live.filter((payment) => isCard(payment) && sameTugrik(sumOf([payment]), amount)).slice(-1)
}
