import type { Face, InvoiceRow, ShownInvoice } from "../modules/qpay/ledger"
import { referenceOf } from "../modules/qpay/reference"
import { formatTugrik } from "../qpay/money"

/** What a shopper's page may know of an invoice. Built from zero: nothing private can slip in. */
export interface PublicStatus {
  /** The payment session the QR was shown for. */
  id: string
  status: "pending" | "paid" | "order_placed" | "expired" | "canceled" | "attention" | "refunded"
  /** Whole tugrik. */
  amount: number
  /** E.g. ₮12,000. */
  amount_text: string
  /** Whole tugrik that QPay has confirmed. */
  paid_amount: number
  /** Whole tugrik that went back, through QPay or by bank. */
  refunded_amount: number
  currency_code: "mnt"
  order_id: string | null
  expires_at: string | null
  /** For countdowns: the shopper's clock is not to be trusted. */
  server_time: string
  /** What a shopper tells the shop when they ask about this payment. */
  reference: string
  /** The hosted page of this payment; it tells less than whoever has this status knows. Null until QPay's answer is stored. */
  pay_url: string | null
  /** How to pay, while it can be paid; null otherwise. */
  payment: PublicPayment | null
}

export interface PublicPayment {
  /** EMVCo text of the QR. */
  qr_text: string
  /** Opens the payment in a browser or bank app. */
  short_url: string | null
  /** One deep link per bank app; they open on phones only. */
  links: { key: string; name_mn: string; name_en: string; logo: string | null; link: string }[]
}

const SHOWN_AS: Record<InvoiceRow["state"], PublicStatus["status"]> = {
  creating: "pending",
  open: "pending",
  canceled: "canceled",
  expired: "expired",
  paid: "paid",
  attention: "attention",
  settled: "order_placed",
  refunded: "refunded",
}

/** After these an open stream ends: what may still follow is rare, and a page asks for it now and then. */
export const ENDS: readonly PublicStatus["status"][] = ["order_placed", "refunded", "expired", "canceled", "attention"]

export function publicStatus(row: ShownInvoice, now: Date = new Date()): PublicStatus {
  const status = shownStatus(row.state, row.expires_at !== null && row.expires_at <= now)
  return {
    id: row.issued_session_id,
    status,
    amount: row.amount,
    amount_text: formatTugrik(row.amount),
    paid_amount: row.paid_amount,
    refunded_amount: wentBack(row),
    currency_code: "mnt",
    order_id: row.order_id,
    expires_at: row.expires_at?.toISOString() ?? null,
    server_time: now.toISOString(),
    reference: referenceOf(row.issued_session_id),
    pay_url: payUrl(row),
    payment: status === "pending" ? publicPayment(row) : null,
  }
}

/** Changes whenever what a page shows changes: the id of an event in a stream. */
export function faceVersion(face: Face): string {
  return [face.id, shownStatus(face.state, face.over), face.paid_amount, wentBack(face), face.order_id ? 1 : 0].join(
    "."
  )
}

function wentBack(of: Pick<ShownInvoice, "refunded_amount" | "returned_by_bank">): number {
  return of.refunded_amount + of.returned_by_bank
}

/** A QR past its time is not to be paid any more, also while the job has not closed it at QPay yet. */
function shownStatus(state: InvoiceRow["state"], over: boolean): PublicStatus["status"] {
  return state === "open" && over ? "expired" : SHOWN_AS[state]
}

function payUrl({ public_data }: InvoiceRow): string | null {
  return typeof public_data?.pay_url === "string" ? public_data.pay_url : null
}

/** The ledger's own copy of what the provider gave to Medusa; null while QPay's answer is not stored. */
function publicPayment({ public_data }: InvoiceRow): PublicPayment | null {
  if (typeof public_data?.qr_text !== "string") return null
  const { qr_text, short_url, links } = public_data as unknown as PublicPayment
  return { qr_text, short_url: short_url ?? null, links: links ?? [] }
}
