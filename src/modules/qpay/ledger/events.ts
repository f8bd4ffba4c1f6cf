import type { AttentionLine, InvoiceRow } from "./types"

/** An invoice has become a payment, a capture and an order. Once per invoice. */
export const SETTLED_EVENT = "qpay.payment.settled"
/** Money needs a person: a line was opened, or opened again, or more money is at stake under it. */
export const ATTENTION_EVENT = "qpay.payment.attention"
/** Staff want to give money back, or an order was cancelled, and QPay cannot return it. */
export const REFUND_OWED_EVENT = "qpay.refund.owed"

/** The part that all events share. Ids and sums only: nothing about the shopper. */
export interface AnnouncedInvoice extends Record<string, unknown> {
  payment_session_id: string
  invoice_id: string | null
  cart_id: string | null
  order_id: string | null
  /** Whole tugrik of the invoice. */
  amount: number
  /** Whole tugrik that QPay confirms. */
  paid_amount: number
  currency_code: "mnt"
}

export interface AnnouncedLine extends AnnouncedInvoice {
  attention_id: string
  reason: string
  /** Whole tugrik at stake. */
  amount_at_stake: number
  /** ISO time since when. */
  since: string
}

export function announcedInvoice(row: InvoiceRow): AnnouncedInvoice {
  return {
    payment_session_id: row.payment_session_id,
    invoice_id: row.invoice_id,
    cart_id: row.cart_id,
    order_id: row.order_id,
    amount: row.amount,
    paid_amount: row.paid_amount,
    currency_code: "mnt",
  }
}

/** SQL: the same of an invoice's row, for a statement that changes it and announces that. */
export const ANNOUNCED_INVOICE = `jsonb_build_object('payment_session_id', payment_session_id, 'invoice_id', invoice_id,
  'cart_id', cart_id, 'order_id', order_id, 'amount', amount, 'paid_amount', paid_amount, 'currency_code', 'mnt')`

export function announcedLine(line: AttentionLine, row: InvoiceRow): AnnouncedLine {
  return {
    ...announcedInvoice(row),
    attention_id: line.id,
    reason: line.reason,
    amount_at_stake: line.amount,
    since: new Date(line.created_at).toISOString(),
  }
}
