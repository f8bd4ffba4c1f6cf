import type {
  Attention,
  AttentionAction,
  CheckAnswer,
  InvoiceDetail,
  InvoiceSummary,
} from "../../api/admin/qpay/contract"

// Which words of the catalogue, and which colour, belong to what. Pure: the words themselves are in i18n/.

export type Colour = "green" | "red" | "blue" | "orange" | "grey" | "purple"

export const STATE_COLOURS: Record<InvoiceSummary["state"], Colour> = {
  creating: "grey",
  open: "blue",
  canceled: "grey",
  expired: "grey",
  paid: "orange",
  attention: "red",
  settled: "green",
  refunded: "purple",
}

/** In the order staff look for them. */
export const STATES = Object.keys({
  attention: 0,
  open: 0,
  paid: 0,
  settled: 0,
  refunded: 0,
  expired: 0,
  canceled: 0,
  creating: 0,
} satisfies Record<InvoiceSummary["state"], 0>) as InvoiceSummary["state"][]

export const REASONS = Object.keys({
  paid_without_order: 0,
  refund_owed: 0,
  underpaid: 0,
  overpaid: 0,
  duplicate: 0,
  late: 0,
  amount_changed: 0,
  order_canceled: 0,
  currency: 0,
  unreadable: 0,
} satisfies Record<Attention["reason"], 0>) as Attention["reason"][]

export const OUTCOME_TONES: Record<CheckAnswer["outcome"], "success" | "info" | "warning" | "error"> = {
  settled: "success",
  paid: "info",
  unpaid: "info",
  held: "warning",
  refunded: "info",
  busy: "info",
  unreachable: "error",
}

type Line = Pick<Attention, "reason" | "detail"> & { invoice: Pick<InvoiceSummary, "order_id"> }

/** Which explanation fits: a placed order that differs is another matter than a cart that does. */
export function reasonKey({ reason, detail }: Pick<Line, "reason" | "detail">): string {
  const isOrder = detail === "costs_more" || detail === "costs_less"
  return reason === "amount_changed" && isOrder ? "amount_changed_order" : reason
}

/** Core says which stock is missing by ids that tell staff nothing. @returns key of the words for a detail */
export function detailKey(detail: string): string {
  return /inventory|stock/i.test(detail) ? "no_stock" : detail
}

/** All of an order's payment went back, by QPay or by bank. */
export function isReturned({ state, refundable }: Pick<InvoiceDetail, "state" | "refundable">): boolean {
  return state === "settled" && refundable.payment_id !== null && refundable.way === "none"
}

/** Which words fit an action: accepting a surplus is not accepting too little. */
export function actionKey(action: AttentionAction, line: Line): string {
  if (action !== "accept_amount") return action
  if (line.reason === "overpaid" || line.reason === "duplicate") return "accept_surplus"
  return line.invoice.order_id ? "accept_difference" : "accept_amount"
}

/** What must be filled in before an action may be sent. */
export function fieldsOf(action: AttentionAction): {
  amount: boolean
  reference: boolean
  note: "needed" | "possible"
} {
  return {
    amount: action === "accept_amount" || action === "record_refund" || action === "refund_card",
    reference: action === "record_refund",
    note: action === "ignore" ? "needed" : "possible",
  }
}

/** `now_underpaid` says that another line took its place. @returns which one, or null */
export function successorOf(resolution: string): string | null {
  return resolution.startsWith("now_") ? resolution.slice(4) : null
}

/** A word nobody wrote a translation for: `order_checked` reads "Order checked". */
export function plain(word: string): string {
  const text = word.replace(/[_-]+/g, " ").trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
