import { z } from "zod"
import { id, listOf, optionalAmount, optionalText } from "./common"
import { paymentRow } from "./payment"

const blankText = optionalText.transform((value) => value ?? "")

/** One way to pay: a bank's or wallet's deep link, `<scheme>://q?qPay_QRcode=<qr_text>`. */
export const invoiceUrl = z.object({ name: blankText, description: blankText, logo: blankText, link: z.string() })

/** The answer of POST /v2/invoice. Texts that QPay leaves out are "". */
export const createdInvoice = z.object({
  invoice_id: id,
  /** EMVCo text: what the QR code says. */
  qr_text: z.string().min(1),
  /** Base64 PNG without a data: prefix; "" at times. Use `qrImageDataUri`. */
  qr_image: blankText,
  qPay_shortUrl: blankText,
  urls: listOf(invoiceUrl),
})

/** Statuses seen: OPEN, CLOSED after a payment, CANCELED (one L) after DELETE. That of an expired one is unknown. */
export const INVOICE_STATUSES = ["OPEN", "CLOSED", "CANCELED"] as const

/** The answer of GET /v2/invoice/{id}. CLOSED alone is no proof of payment: look at PAID rows. */
export const invoice = z.object({
  invoice_id: id,
  invoice_status: z.string().min(1),
  sender_invoice_no: optionalText,
  invoice_description: optionalText,
  invoice_due_date: optionalText,
  enable_expiry: z.union([z.boolean(), z.string()]).nullish(),
  expiry_date: optionalText,
  allow_partial: z.boolean().nullish(),
  allow_exceed: z.boolean().nullish(),
  minimum_amount: optionalAmount,
  maximum_amount: optionalAmount,
  total_amount: optionalAmount,
  gross_amount: optionalAmount,
  tax_amount: optionalAmount,
  surcharge_amount: optionalAmount,
  discount_amount: optionalAmount,
  callback_url: optionalText,
  note: optionalText,
  /** Rows as in payment/check, once something was paid; else empty. */
  payments: listOf(paymentRow),
})

export type InvoiceUrl = z.infer<typeof invoiceUrl>
export type CreatedInvoice = z.infer<typeof createdInvoice>
export type Invoice = z.infer<typeof invoice>
