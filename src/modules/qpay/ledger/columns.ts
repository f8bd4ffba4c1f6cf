import type { AttentionLine, Face, InvoiceRow } from "./types"

/** A database row as the driver hands it over: numerics as text, timestamps as dates. */
export type DbRow = Record<string, unknown>

/** Medusa keeps each big number twice: a numeric to compute with and its exact text. */
export function bigNumberColumns(column: string, value: number): DbRow {
  return { [column]: value, [`raw_${column}`]: JSON.stringify({ value: String(value), precision: 20 }) }
}

export function toInvoiceRow(row: DbRow): InvoiceRow {
  return {
    ...row,
    amount: Number(row.amount),
    session_amount: Number(row.session_amount),
    shortfall: Number(row.shortfall),
    paid_amount: Number(row.paid_amount),
    refunded_amount: Number(row.refunded_amount),
    fee_amount: Number(row.fee_amount),
    payments: row.payments ?? [],
  } as InvoiceRow
}

export function toFace(row: DbRow): Face {
  return {
    ...row,
    paid_amount: Number(row.paid_amount),
    refunded_amount: Number(row.refunded_amount),
    returned_by_bank: Number(row.returned_by_bank),
  } as Face
}

export function toAttentionLine(row: DbRow): AttentionLine {
  return { ...row, amount: Number(row.amount), rest: Number(row.rest) } as AttentionLine
}
