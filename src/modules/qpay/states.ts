/** Where an invoice stands. Money only ever moves a row to the right; see {@link MAY_FOLLOW}. */
export const INVOICE_STATES = [
  "creating", // row written, QPay not asked yet or its answer not stored
  "open", // QPay issued the invoice; it can be paid
  "canceled", // we cancelled it at QPay (or QPay never issued it)
  "expired", // its time ran out and it was cancelled at QPay
  "paid", // QPay confirmed at least the invoice's sum; the order is being placed
  "attention", // money arrived that is not an order yet: see `reason`
  "settled", // payment, capture and order are all in Medusa
  "refunded", // the money went back through QPay
] as const

export type InvoiceState = (typeof INVOICE_STATES)[number]

/**
 * The only moves a row may make. A late payment lifts `canceled` and `expired`; nothing that knows of money
 * ever falls back to a state that does not, and a refunded invoice that is paid once more can only be held. `attention` may be taken up again when its cause is gone or becomes another.
 */
export const MAY_FOLLOW: Record<InvoiceState, readonly InvoiceState[]> = {
  creating: ["open", "canceled", "expired", "paid", "attention"],
  open: ["canceled", "expired", "paid", "attention", "settled", "refunded"],
  canceled: ["paid", "attention", "settled", "refunded"],
  expired: ["canceled", "paid", "attention", "settled", "refunded"],
  paid: ["attention", "settled", "refunded"],
  attention: ["attention", "paid", "settled", "refunded"],
  settled: ["refunded"],
  refunded: ["attention"],
}

/** The states from which `to` may be reached: the `WHERE state IN (…)` of a compare-and-set. */
export function statesBefore(to: InvoiceState): InvoiceState[] {
  return INVOICE_STATES.filter((from) => MAY_FOLLOW[from].includes(to))
}

/** SQL: shoppers may still pay these invoices at QPay. The words are those of a partial index, which needs the very same. */
export const PAYABLE = "state IN ('creating', 'open') OR (state = 'attention' AND reason = 'underpaid')"

/** States in which QPay has confirmed money for the invoice. */
export const MONEY_STATES: readonly InvoiceState[] = ["paid", "attention", "settled"]

/** States in which an invoice cannot be paid any more and has brought nothing, as far as we know. */
export const DEAD: readonly InvoiceState[] = ["canceled", "expired"]

/** Why money is on the "needs attention" list. One line per invoice and reason. */
export const ATTENTION_REASONS = [
  "underpaid", // less than the invoice's sum arrived
  "late", // the payment session was gone when the money came
  "amount_changed", // the cart now costs something else
  "currency", // the session's or the payment's currency is not the invoice's
  "order_canceled", // the order was cancelled before the money came
  "duplicate", // paid twice, or the cart was already paid another way
  "overpaid", // more than the invoice's sum arrived
  "paid_without_order", // Medusa could not place the order
  "unreadable", // QPay announced a payment, but its answer cannot be read as money
  "refund_owed", // staff want to give money back and QPay cannot do it
] as const

export type AttentionReason = (typeof ATTENTION_REASONS)[number]

/** Details of `amount_changed` when it is a placed order whose sum is not what was paid for it. */
export const COSTS_MORE = "costs_more"
export const COSTS_LESS = "costs_less"

/** Code of the error with which the provider says that QPay answered, but not with money we can read. */
export const UNREADABLE = "qpay_answer_unreadable"

/** In an invoice's trail: QPay was told to send a card's money back and did not confirm it. */
export const REFUND_UNCONFIRMED = "refund_unconfirmed"
