import type { PaymentProviderInput } from "@medusajs/framework/types"
import type { InvoiceRow } from "../../modules/qpay/ledger"
import { isCovered } from "../../settlement/verdict"
import type { PublicSessionData } from "./session-data"

/** Medusa gives the session's id as the idempotency key, or in the data it stored from `initiatePayment`. */
export function sessionIdOf(input: PaymentProviderInput): string {
  const key = input.context?.idempotency_key
  if (key?.startsWith("payses_")) return key
  const stored = input.data?.session_id
  return typeof stored === "string" ? stored : ""
}

export function statusWord(row: InvoiceRow): PublicSessionData["status"] {
  if (row.state === "refunded") return "refunded"
  if (isCovered(row)) return "captured"
  return row.state === "canceled" || row.state === "expired" ? "canceled" : "pending"
}

/**
 * What Medusa keeps as the payment's data. Built from the ledger, not from what is stored: a storefront may have
 * planted keys there, and a session recovered after a crash has nothing. The QR's picture is no longer needed.
 */
export function paymentData(row: InvoiceRow, status: PublicSessionData["status"]): Record<string, unknown> {
  const paid = row.payments.find((payment) => payment.status === "PAID")
  return {
    ...row.public_data,
    session_id: row.payment_session_id,
    invoice_id: row.invoice_id,
    amount: row.amount,
    status,
    payment_id: paid?.payment_id ?? null,
  }
}
