import type { InvoiceSummary } from "../../contract"

const COLUMNS = [
  "created_at",
  "order_display_id",
  "reference",
  "state",
  "reason",
  "amount",
  "paid_amount",
  "refunded_amount",
  "returned_by_bank",
  "fee_amount",
  "payment_type",
  "wallet",
  "invoice_id",
  "order_id",
  "cart_id",
  "payment_session_id",
  "provider_id",
] as const satisfies readonly (keyof InvoiceSummary)[]

/** With a mark in front that makes spreadsheets read it as UTF-8. */
export const CSV_HEAD = `\uFEFF${COLUMNS.join(",")}\r\n`

export function csvLine(invoice: InvoiceSummary): string {
  return `${COLUMNS.map((column) => cell(invoice[column])).join(",")}\r\n`
}

/** Text from outside that begins like a formula would be computed by a spreadsheet. */
function cell(value: string | number | null): string {
  if (typeof value === "number") return String(value)
  const text = /^[=+\-@\t\r]/.test(value ?? "") ? `'${value}` : (value ?? "")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
