import type { InvoiceFilters } from "../../api/paths"

/** The filters in the page's address. */
export function filtersIn(url: (name: string) => string): InvoiceFilters {
  return {
    q: url("q"),
    states: url("state").split(",").filter(Boolean),
    reason: url("reason"),
    from: url("from"),
    to: url("to"),
  }
}

export const NO_FILTERS = { q: "", state: "", reason: "", from: "", to: "" }

export function isFiltered({ q, states, reason, from, to }: InvoiceFilters): boolean {
  return Boolean(q || states.length || reason || from || to)
}
