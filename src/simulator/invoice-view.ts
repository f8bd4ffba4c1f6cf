import { decimalText } from "./money"
import { checkRow } from "./payment-views"
import type { Invoice } from "./state"
import { asBody, readDecimal, type Body } from "./validation"
import type { World } from "./world"

/** GET /v2/invoice/{id}. Its mix of strings and numbers is QPay's own (production, Sep 2026). */
export function invoiceView(world: World, invoice: Invoice): object {
  const { request } = invoice
  return {
    invoice_id: invoice.id,
    invoice_status: invoice.status,
    sender_invoice_no: invoice.senderInvoiceNo,
    sender_branch_code: request.sender_branch_code ?? null,
    sender_branch_data: request.sender_branch_data ?? null,
    sender_staff_code: request.sender_staff_code ?? null,
    sender_staff_data: request.sender_staff_data ?? null,
    sender_terminal_code: request.sender_terminal_code ?? null,
    sender_terminal_data: request.sender_terminal_data ?? null,
    invoice_description: invoice.description,
    invoice_due_date: request.invoice_due_date ?? null,
    enable_expiry: request.enable_expiry === true || request.enable_expiry === "true",
    // Present even when expiry is off, and then the moment of creation.
    expiry_date: request.expiry_date ?? invoice.createdAt.toISOString(),
    allow_partial: request.allow_partial ?? false,
    minimum_amount: decimalText(readDecimal(request.minimum_amount) ?? 0),
    allow_exceed: request.allow_exceed ?? false,
    maximum_amount: decimalText(readDecimal(request.maximum_amount) ?? 0),
    total_amount: world.state.settings.amounts_as_numbers ? invoice.amount : decimalText(invoice.amount),
    gross_amount: invoice.amount,
    tax_amount: 0,
    surcharge_amount: 0,
    discount_amount: 0,
    callback_url: invoice.callbackUrl,
    note: request.note ?? null,
    lines: lineViews(invoice),
    transactions: request.transactions ?? [],
    inputs: [],
    ...(invoice.payments.length > 0
      ? { payments: invoice.payments.map((payment) => checkRow(payment, world.state.settings)) }
      : {}),
  }
}

/** Without lines in the request QPay makes one of the description. */
function lineViews(invoice: Invoice): object[] {
  const lines = Array.isArray(invoice.request.lines) ? invoice.request.lines.map(asBody) : []
  if (lines.length === 0) {
    return [lineView({ line_description: invoice.description, line_unit_price: invoice.amount })]
  }
  return lines.map(lineView)
}

function lineView(line: Body): object {
  return {
    tax_product_code: line.tax_product_code ?? null,
    sender_product_code: line.sender_product_code ?? null,
    barcode: line.barcode ?? null,
    classification_code: line.classification_code ?? null,
    line_description: line.line_description ?? "",
    line_quantity: decimalText(readDecimal(line.line_quantity) ?? 1),
    line_unit_price: decimalText(readDecimal(line.line_unit_price) ?? 0),
    note: line.note ?? null,
    discounts: line.discounts ?? [],
    surcharges: line.surcharges ?? [],
    taxes: line.taxes ?? [],
  }
}
