import type { InvoiceRow } from "../../modules/qpay/ledger"
import { type BankLink, bankLinks, type CreatedInvoice, qrImageDataUri, type Tugrik, webAddress } from "../../qpay"

/**
 * All that a browser may see of a payment: Medusa shows a session's data to anyone who knows the cart. Built
 * from zero, so neither QPay's answer nor what a storefront sent can slip in.
 */
export interface PublicSessionData extends Record<string, unknown> {
  session_id: string
  invoice_id: string
  /** Whole tugrik that QPay will take. */
  amount: Tugrik
  currency_code: "mnt"
  /** EMVCo text, for storefronts that draw the QR themselves. */
  qr_text: string
  /** The QR as a `data:image/png;base64,…` address: use it as `<img src>` as it is. */
  qr_image: string
  /** Opens the payment in a browser or bank app. */
  short_url: string | null
  /** The hosted page of this payment, to redirect to or to send by e-mail or chat. */
  pay_url: string
  /** One deep link per bank app, for phones. */
  links: BankLink[]
  /** ISO time, or null when the invoice does not expire. */
  expires_at: string | null
  status: "pending" | "captured" | "canceled" | "refunded"
  payment_id: string | null
}

export async function publicSessionData(
  sessionId: string,
  amount: Tugrik,
  invoice: CreatedInvoice,
  { expiresAt, payUrl }: { expiresAt: Date | null; payUrl: string }
): Promise<PublicSessionData> {
  return {
    session_id: sessionId,
    invoice_id: invoice.invoice_id,
    amount,
    currency_code: "mnt",
    qr_text: invoice.qr_text,
    qr_image: await qrImageDataUri(invoice.qr_image, invoice.qr_text),
    short_url: webAddress(invoice.qPay_shortUrl),
    pay_url: payUrl,
    links: bankLinks(invoice.urls),
    expires_at: expiresAt?.toISOString() ?? null,
    status: "pending",
    payment_id: null,
  }
}

/** The same QR once more: the ledger keeps its text, the picture is drawn from it. */
export async function sessionDataAgain({ public_data }: InvoiceRow): Promise<Record<string, unknown>> {
  return { ...public_data, qr_image: await qrImageDataUri(null, String(public_data?.qr_text ?? "")) }
}
