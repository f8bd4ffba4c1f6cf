import type { Tugrik } from "../../../qpay/money"
import type { AttentionReason, InvoiceState } from "../states"

/** What QPay said about one payment of an invoice. Compact on purpose: no account number, no card number. */
export interface PaymentFact {
  payment_id: string
  /** QPay's word: NEW, FAILED, PAID, PARTIAL, REFUNDED, or one we do not know. */
  status: string
  /** Tugrik as QPay wrote it, e.g. "17000.00"; gross, before the fee. */
  amount: string
  fee: string | null
  currency: string | null
  /** P2P (bank transfer) or CARD. */
  type: string | null
  wallet: string | null
  /** ISO date of the first check that listed it. */
  seen_at: string
}

/** What an invoice's payments come to. */
export interface PaymentSums {
  /** Whole tugrik confirmed as paid. */
  paid: Tugrik
  /** Whole tugrik that went back through QPay. */
  refunded: Tugrik
  /** Tugrik, as QPay says; may have decimals. */
  fee: number
}

export interface InvoiceRow {
  id: string
  /** The session it pays for now. */
  payment_session_id: string
  /** The session it was issued for: what callbacks and the shopper's page name. */
  issued_session_id: string
  payment_collection_id: string | null
  cart_id: string | null
  order_id: string | null
  provider_id: string | null
  account: string
  sender_invoice_no: string
  invoice_id: string | null
  /** Names the payment in the hosted page's address. */
  pay_token: string
  callback_token_hash: string
  /** What the shopper reads out on the phone. */
  reference: string
  /** Whole tugrik that QPay was asked to take; after staff accepted another sum, that sum. */
  amount: Tugrik
  /** The payment session's amount, in `currency_code`. */
  session_amount: number
  /** What staff let the shopper off, in `currency_code`: the cart costs `session_amount` and this. */
  shortfall: number
  currency_code: string
  state: InvoiceState
  reason: string | null
  paid_amount: Tugrik
  /** Whole tugrik that went back through QPay. */
  refunded_amount: Tugrik
  /** Tugrik, as QPay says; may have decimals. */
  fee_amount: number
  payments: PaymentFact[]
  public_data: Record<string, unknown> | null
  expires_at: Date | null
  last_checked_at: Date | null
  callbacks: number
  checks: number
  last_callback_at: Date | null
  knocks: number
  knocks_served: number
  /** Looks of the job that came to nothing, one after the other. */
  tries: number
  created_at: Date
}

/** An invoice with all that a shopper's page tells of it. */
export interface ShownInvoice extends InvoiceRow {
  /** Whole tugrik that staff sent back by bank. */
  returned_by_bank: Tugrik
}

/** What tells whether a page that shows an invoice has changed. */
export interface Face {
  /** The session id or pay token it was asked by. */
  key: string
  id: string
  state: InvoiceState
  paid_amount: Tugrik
  refunded_amount: Tugrik
  returned_by_bank: Tugrik
  order_id: string | null
  /** Its time has run out. */
  over: boolean
}

export interface NewInvoice {
  payment_session_id: string
  payment_collection_id: string | null
  cart_id: string | null
  provider_id: string | null
  account: string
  sender_invoice_no: string
  callback_token_hash: string
  amount: Tugrik
  session_amount: number
  currency_code: string
  expires_at: Date | null
}

export interface AttentionLine {
  id: string
  qpay_invoice_id: string
  reason: AttentionReason
  amount: Tugrik
  detail: string | null
  resolution: string | null
  resolved_at: Date | null
  resolved_by: string | null
  note: string | null
  /** The bank's reference of a transfer that staff made. */
  transfer_reference: string | null
  /** Of a debt that a recorded part of it leaves owed. */
  rest: Tugrik
  booked_at: Date | null
  created_at: Date
}

/** Who moved a row: callback, storefront, core, job, admin:<user id> … */
export type Actor = string
