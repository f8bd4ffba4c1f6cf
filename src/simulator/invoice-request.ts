import { ownsInvoiceCode, type Account } from "./account"
import { invalidAmount, vatAmountInvalid } from "./errors"
import { asBody, FieldErrors, isMissing, readDecimal, type Body } from "./validation"
import { cutVat, lineSum } from "./vat"

/** Longest texts QPay's sheet allows, in characters. */
const REQUIRED_TEXTS = {
  invoice_code: 45,
  sender_invoice_no: 45,
  invoice_receiver_code: 45,
  invoice_description: 255,
  callback_url: 255,
}
const OPTIONAL_TEXTS = { sender_branch_code: 45, sender_staff_code: 100, sender_terminal_code: 45, note: 1000 }
const OBJECTS = ["sender_branch_data", "sender_staff_data", "invoice_receiver_data"]
const LISTS = ["lines", "transactions"]

/** Throws QPay's nested 400 unless the request is a good one; answers the invoice's amount in tugrik. */
export function validateInvoiceRequest(body: Body, account: Account): number {
  const errors = new FieldErrors(body)
  for (const [field, max] of Object.entries(REQUIRED_TEXTS)) {
    errors.text(field, max, true)
  }
  if (!isMissing(body.invoice_code) && !ownsInvoiceCode(account, body.invoice_code)) {
    errors.invalid("invoice_code")
  }
  // A localhost address is taken (seen in production, Sep 2026); one that is no web address can never be called.
  if (typeof body.callback_url === "string" && body.callback_url && !isWebAddress(body.callback_url)) {
    errors.invalid("callback_url")
  }
  for (const [field, max] of Object.entries(OPTIONAL_TEXTS)) {
    errors.text(field, max)
  }
  for (const field of OBJECTS) {
    if (!isMissing(body[field]) && (typeof body[field] !== "object" || Array.isArray(body[field]))) {
      errors.invalid(field)
    }
  }
  for (const field of LISTS) {
    if (!isMissing(body[field]) && !Array.isArray(body[field])) {
      errors.invalid(field)
    }
  }
  const amount = readAmount(body, errors)
  if (isEbarimt(body, account)) {
    requireTaxFields(body, errors)
  }
  errors.throwIfAny()
  checkLines(body, account)
  return amount
}

/** `amount` may be left out when lines carry the sum. */
function readAmount(body: Body, errors: FieldErrors): number {
  const lines = linesOf(body)
  if (isMissing(body.amount)) {
    if (lines.length === 0) {
      errors.required("amount")
    }
    return lines.reduce((sum, line) => sum + lineSum(line), 0)
  }
  const amount = readDecimal(body.amount)
  if (amount === undefined || String(body.amount).length > 20 || !/^-?\d+(\.\d{1,2})?$/.test(String(body.amount))) {
    errors.invalid("amount")
  } else if (amount <= 0) {
    errors.belowMinimum("amount", 1)
  }
  return amount ?? 0
}

function isEbarimt(body: Body, account: Account): boolean {
  return account.ebarimtInvoiceCode !== undefined && body.invoice_code === account.ebarimtInvoiceCode
}

/** What an invoice needs so that a VAT receipt can be made of it. */
function requireTaxFields(body: Body, errors: FieldErrors): void {
  errors.oneOf("tax_type", ["1", "2", "3"])
  errors.text("district_code", 4, true)
  if (linesOf(body).length === 0) {
    errors.required("lines")
  }
}

/** Zero-sum lines and VAT that is off in the fourth decimal are refused (reported from production, Aug 2026). */
function checkLines(body: Body, account: Account): void {
  if (!isEbarimt(body, account)) {
    return
  }
  for (const line of linesOf(body)) {
    if (lineSum(line) <= 0) {
      throw invalidAmount()
    }
    for (const tax of Array.isArray(line.taxes) ? line.taxes.map(asBody) : []) {
      if (tax.tax_code === "VAT" && readDecimal(tax.amount) !== cutVat(line)) {
        throw vatAmountInvalid()
      }
    }
  }
}

function linesOf(body: Body): Body[] {
  return Array.isArray(body.lines) ? body.lines.map(asBody) : []
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}
