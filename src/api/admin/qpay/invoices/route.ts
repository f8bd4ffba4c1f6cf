import { ledgerOf } from "../../../../settlement/sale"
import type { InvoiceList } from "../contract"
import { filterOf } from "../find"
import { FILTER, PAGE, parse } from "../input"
import { staffRoute } from "../staff-route"
import { summariesOf } from "../view"

/** One more than asked for is read: it tells whether there is a next page. */
export const GET = staffRoute(async (req): Promise<InvoiceList> => {
  const { limit, cursor, ...asked } = parse(FILTER.extend(PAGE.shape), req.query)
  const filter = await filterOf(req.scope, asked)
  const rows = await ledgerOf(req.scope).registry.invoices(filter, limit + 1, cursor)
  const page = rows.slice(0, limit)
  return {
    invoices: await summariesOf(req.scope, page),
    next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
})
