import { dayEnd, dayStart } from "../words/time"

const ROOT = "/admin/qpay"
/** Rows of a page. */
export const PAGE_SIZE = 20

/** What the invoice list is narrowed to. Days are Ulaanbaatar's: `2026-11-20`. */
export interface InvoiceFilters {
  q: string
  states: string[]
  reason: string
  from: string
  to: string
}

export interface AttentionFilters {
  resolved: boolean
  reason: string
}

/** Leaves out what is empty. */
function withQuery(path: string, query: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, String(value))
  return search.size ? `${path}?${search}` : path
}

function filtersAsQuery({ q, states, reason, from, to }: InvoiceFilters) {
  return { q, state: states.join(","), reason, ...period(from, to) }
}

function period(from: string, to: string) {
  return { from: from && dayStart(from), to: to && dayEnd(to) }
}

export function invoicesPath(filters: InvoiceFilters, cursor: string | null): string {
  return withQuery(`${ROOT}/invoices`, { ...filtersAsQuery(filters), limit: PAGE_SIZE, cursor })
}

export function exportPath(filters: InvoiceFilters): string {
  return withQuery(`${ROOT}/invoices/export`, filtersAsQuery(filters))
}

export function attentionPath(filters: AttentionFilters, cursor: string | null): string {
  return withQuery(`${ROOT}/attention`, {
    resolved: String(filters.resolved),
    reason: filters.reason,
    limit: PAGE_SIZE,
    cursor,
  })
}

export function totalsPath(from: string, to: string): string {
  return withQuery(`${ROOT}/totals`, period(from, to))
}

/** Only the count and sum of the open lines matter. */
export const OPEN_LINES_PATH = withQuery(`${ROOT}/attention`, { resolved: "false", limit: 1 })
export const DIAGNOSTICS_PATH = `${ROOT}/diagnostics`

export const linePath = (id: string) => `${ROOT}/attention/${encodeURIComponent(id)}`
export const invoicePath = (id: string) => `${ROOT}/invoices/${encodeURIComponent(id)}`
export const checkPath = (id: string) => `${invoicePath(id)}/check`
export const refundsPath = (id: string) => `${invoicePath(id)}/refunds`
export const orderPath = (orderId: string) => `${ROOT}/orders/${encodeURIComponent(orderId)}`
