import type { PaymentFact } from "../../../modules/qpay/ledger"
import type { AttentionReason, InvoiceState } from "../../../modules/qpay/states"
import type { StaffAction } from "../../../settlement/staff/fitting"
import type { Refundable } from "../../../settlement/staff/refundable"
import type { StaffRequest } from "../../../settlement/staff/resolve"

// What staff's pages and the routes under /admin/qpay say to each other. Types only: the admin's build takes no code from here.

/** An invoice in a list. Sums are whole tugrik, times ISO. */
export interface InvoiceSummary {
  id: string
  /** What the shopper reads out on the phone. */
  reference: string
  state: InvoiceState
  /** Why it is held; only with `attention`. */
  reason: string | null
  amount: number
  /** What QPay confirms as paid now. */
  paid_amount: number
  /** What went back through QPay. */
  refunded_amount: number
  /** What staff sent back by bank and recorded. */
  returned_by_bank: number
  /** QPay's fee, as it says; may have decimals. */
  fee_amount: number
  invoice_id: string | null
  payment_session_id: string
  cart_id: string | null
  order_id: string | null
  /** The number staff know an order by. */
  order_display_id: number | null
  /** Bank or wallet of the newest payment, as QPay names it. */
  wallet: string | null
  /** P2P (bank transfer) or CARD; of the newest payment. */
  payment_type: string | null
  provider_id: string | null
  created_at: string
  expires_at: string | null
}

/** `GET /admin/qpay/invoices` */
export interface InvoiceList {
  invoices: InvoiceSummary[]
  /** Hand it back as `cursor` for the next page; null on the last one. */
  next_cursor: string | null
}

/** One line of the trail. */
export interface TrailEvent {
  type: string
  /** callback, storefront, core, job, admin:<user id> … */
  actor: string
  /** The e-mail of the admin who acted, where one did. */
  actor_name: string | null
  data: Record<string, unknown> | null
  created_at: string
}

export type { Refundable, StaffAction as AttentionAction }

/** A line of the "needs attention" list. */
export interface Attention {
  id: string
  reason: AttentionReason
  /** Whole tugrik at stake. */
  amount: number
  detail: string | null
  created_at: string
  resolved_at: string | null
  /** `returned_by_bank`, `accepted`, `ignored`, or settlement's own word. */
  resolution: string | null
  /** The e-mail of an admin, or which part of the plugin. */
  resolved_by: string | null
  /** What who resolved it wrote. */
  note: string | null
  /** The bank's reference of a transfer that staff made. */
  transfer_reference: string | null
  /** Empty once it is resolved. */
  actions: StaffAction[]
  invoice: InvoiceSummary
}

/** `GET /admin/qpay/attention` */
export interface AttentionList {
  attention: Attention[]
  next_cursor: string | null
  /** All open lines, whatever is filtered. */
  open_count: number
  open_amount: number
}

/** `GET /admin/qpay/invoices/:id`, and each of `GET /admin/qpay/orders/:id` */
export interface InvoiceDetail extends InvoiceSummary {
  payments: PaymentFact[]
  trail: TrailEvent[]
  attention: Omit<Attention, "invoice">[]
  refundable: Refundable
  callbacks: number
  checks: number
  last_callback_at: string | null
  last_checked_at: string | null
}

/** `GET /admin/qpay/orders/:id`: the invoices of an order that hold or held money, else those that are open. */
export interface OrderPayments {
  payments: InvoiceDetail[]
}

/** `GET /admin/qpay/totals?from=&to=`: of the invoices issued in that time. Whole tugrik. */
export interface Totals {
  invoices: number
  /** Invoices that hold or held money. */
  paid_invoices: number
  /** All that QPay took, also what went back since. */
  taken: number
  refunded_by_qpay: number
  refunded_by_bank: number
  /** QPay's fees; may have decimals. */
  fees: number
  attention_count: number
  attention_amount: number
}

/** `POST /admin/qpay/attention/:id` */
export type AttentionRequest = StaffRequest

/** Its answer. `done`: false when it had been done before. Refusals are 409 `{ type, message }`. */
export interface AttentionAnswer {
  done: boolean
  attention: Attention
}

/** `POST /admin/qpay/invoices/:id/refunds`, answered with the InvoiceDetail: money of an order that staff sent back by bank, whole or in part. */
export interface RecordRefundRequest {
  amount: number
  reference: string
  note?: string
}

/** `POST /admin/qpay/invoices/:id/check` */
export interface CheckAnswer {
  /** QPay was asked just now. */
  asked: boolean
  outcome: "settled" | "unpaid" | "paid" | "held" | "refunded" | "unreachable" | "busy"
  payment: InvoiceDetail
}

// `POST /admin/qpay/diagnostics` with `{ live?: boolean }` (it makes calls to QPay, so it is no GET) answers Diagnostics.
export type { Diagnosis, Diagnostics } from "../../../diagnostics/types"
