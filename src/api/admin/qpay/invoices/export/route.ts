import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ledgerOf } from "../../../../../settlement/sale"
import { filterOf } from "../../find"
import { FILTER, parse } from "../../input"
import { summariesOf } from "../../view"
import { CSV_HEAD, csvLine } from "./csv"

const PAGE_SIZE = 500

/** The list as CSV, whole, page by page: a hundred thousand lines need no more memory than five hundred. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const filter = await filterOf(req.scope, parse(FILTER, req.query))
  const { registry } = ledgerOf(req.scope)
  res.set("Cache-Control", "no-store").attachment("qpay-invoices.csv").type("text/csv; charset=utf-8")
  res.write(CSV_HEAD)
  let cursor: string | undefined
  do {
    const rows = await registry.invoices(filter, PAGE_SIZE, cursor)
    const lines = (await summariesOf(req.scope, rows)).map(csvLine).join("")
    if (!res.write(lines)) await new Promise((resolve) => res.once("drain", resolve).once("close", resolve))
    cursor = rows.length === PAGE_SIZE && !res.destroyed ? rows.at(-1)?.id : undefined
  } while (cursor)
  res.end()
}
