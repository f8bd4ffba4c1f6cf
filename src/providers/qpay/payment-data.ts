import type { PaymentProviderInput } from "@medusajs/framework/types"
import { PaymentSessionStatus } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../../modules/qpay/ledger"
import { isCovered } from "../../settlement/verdict"
import type { PublicSessionData } from "./session-data"

/**
 * Which session is meant. Medusa gives its id as the idempotency key, which can be trusted, or not at all; then it
 * is in the stored data, which a storefront may have written before `initiatePayment` answered.
 */
export function sessionOf(input: PaymentProviderInput): { id: string; trusted: boolean } {
  const key = input.context?.idempotency_key
  if (key?.startsWith("payses_")) return { id: key, trusted: true }
  const stored = input.data?.session_id
  return { id: typeof stored === "string" ? stored : "", trusted: false }
}

export function statusWord(row: InvoiceRow): PublicSessionData["status"] {
  if (row.state === "refunded") return "refunded"
  if (isCovered(row)) return "captured"
  return row.state === "canceled" || row.state === "expired" ? "canceled" : "pending"
}

export const SESSION_STATUS: Record<PublicSessionData["status"], PaymentSessionStatus> = {
  pending: PaymentSessionStatus.PENDING,
  captured: PaymentSessionStatus.CAPTURED,
  canceled: PaymentSessionStatus.CANCELED,
  refunded: PaymentSessionStatus.CANCELED,
}

/** Named, because Medusa merges data into what a session has: a key that is left out would stay. */
export const NO_LONGER_SHOWN = { qr_text: null, qr_image: null, short_url: null, pay_url: null, links: null }

/**
 * What Medusa keeps as the payment's data. Built from the ledger, not from what is stored: a storefront may have
 * planted keys there, and a session recovered after a crash has nothing. Once the money is there nobody needs the QR
 * and the links any more; core copies this data many times while it places an order.
 */
export function paymentData(row: InvoiceRow, status: PublicSessionData["status"]): Record<string, unknown> {
  const paid = row.payments.find((payment) => payment.status === "PAID")
  return {
    ...(status === "pending" ? row.public_data : NO_LONGER_SHOWN),
    session_id: row.payment_session_id,
    invoice_id: row.invoice_id,
    amount: row.amount,
    currency_code: "mnt",
    expires_at: row.expires_at?.toISOString() ?? null,
    status,
    payment_id: paid?.payment_id ?? null,
  }
}
