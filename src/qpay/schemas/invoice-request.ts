import { z } from "zod"
import { callbackUrl, decimal, positiveTugrik, text } from "./common"

const address = z.strictObject({
  city: text(100).optional(),
  district: text(100).optional(),
  street: text(100).optional(),
  building: text(100).optional(),
  address: text(100).optional(),
  zipcode: text(20).optional(),
  longitude: text(20).optional(),
  latitude: text(20).optional(),
})

const party = z.strictObject({
  register: text(20).optional(),
  name: text(100).optional(),
  email: text(255).optional(),
  phone: text(20).optional(),
  address: address.optional(),
})

const adjustment = {
  description: text(100).optional(),
  amount: decimal,
  note: text(255).optional(),
}

const line = z.strictObject({
  tax_product_code: text(45).optional(),
  sender_product_code: text(45).optional(),
  barcode: text(45).optional(),
  classification_code: text(45).optional(),
  line_description: text(255),
  line_quantity: decimal,
  line_unit_price: decimal,
  note: text(255).optional(),
  discounts: z.array(z.strictObject({ discount_code: text(45).optional(), ...adjustment })).optional(),
  surcharges: z.array(z.strictObject({ surcharge_code: text(45).optional(), ...adjustment })).optional(),
  taxes: z
    .array(z.strictObject({ tax_code: z.enum(["VAT", "CITY_TAX"]), city_tax: decimal.optional(), ...adjustment }))
    .optional(),
})

/** Where the money goes, for merchants with operator rights. */
const transaction = z.strictObject({
  description: text(100),
  amount: decimal,
  accounts: z.array(
    z.strictObject({
      account_bank_code: text(45),
      account_number: text(100),
      iban_number: text(100).optional(),
      account_name: text(100),
      account_currency: text(10),
      is_default: z.boolean().optional(),
    })
  ),
})

/**
 * The body of POST /v2/invoice. Lengths are those of QPay's sheet: one character too many in sender_invoice_no costs
 * the shop its QR codes, so they are refused here, by name.
 */
export const createInvoiceRequest = z
  .strictObject({
    /** Issued by QPay, with the password. */
    invoice_code: text(45),
    /** Our own number. QPay does not refuse a duplicate: the caller keeps it unique. */
    sender_invoice_no: text(45),
    /** "terminal" for an anonymous payer. */
    invoice_receiver_code: text(45),
    invoice_description: text(255),
    /** Whole tugrik. May be left out only when `lines` carry the sum. */
    amount: positiveTugrik.optional(),
    /** QPay knocks here with a GET and adds qpay_payment_id to the query. */
    callback_url: callbackUrl,
    sender_branch_code: text(45).optional(),
    sender_branch_data: party.optional(),
    sender_staff_code: text(100).optional(),
    sender_staff_data: party.pick({ name: true, email: true, phone: true }).optional(),
    sender_terminal_code: text(45).optional(),
    sender_terminal_data: z.strictObject({ name: text(100).optional() }).optional(),
    invoice_receiver_data: party.optional(),
    invoice_due_date: text(40).optional(),
    /** How long an invoice lives is set by QPay per merchant; the effect of these two is unproven. */
    enable_expiry: z.boolean().optional(),
    expiry_date: text(40).optional(),
    calculate_vat: z.boolean().optional(),
    /** "1" VAT, "2" no VAT, "3" exempt. */
    tax_type: z.enum(["1", "2", "3"]).optional(),
    tax_customer_code: text(45).optional(),
    line_tax_code: text(45).optional(),
    district_code: text(4).optional(),
    allow_partial: z.boolean().optional(),
    minimum_amount: positiveTugrik.nullish(),
    allow_exceed: z.boolean().optional(),
    maximum_amount: positiveTugrik.nullish(),
    note: text(1000).optional(),
    /** Card only; needs the interval ("1M"), the webhook and lines. */
    allow_subscribe: z.boolean().optional(),
    subscription_interval: z
      .string()
      .regex(/^\d+[DWM]$/, 'must be digits and D, W or M, such as "1M"')
      .optional(),
    subscription_webhook: callbackUrl.optional(),
    transactions: z.array(transaction).optional(),
    lines: z.array(line).min(1, "must hold a line, or be left out").optional(),
  })
  .refine((invoice) => invoice.amount !== undefined || invoice.lines !== undefined, {
    path: ["amount"],
    message: "must be given, unless lines carry the sum",
  })

export type CreateInvoiceInput = z.input<typeof createInvoiceRequest>
export type InvoiceLineInput = z.input<typeof line>
