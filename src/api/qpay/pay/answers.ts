import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { InvoiceRow } from "../../../modules/qpay/ledger"
import { pathOf } from "./find-payment"
import { renderNoPayment } from "./page"
import { protect } from "./protect"

/** The page's script asks for JSON; a form without script does not. */
export function wantsJson(req: MedusaRequest): boolean {
  return req.accepts(["html", "json"]) === "json"
}

/** The same for every link that leads to nothing. */
export function noPayment(req: MedusaRequest, res: MedusaResponse): void {
  res.status(404).set("Cache-Control", "no-store")
  if (req.accepts(["html", "json"]) === "html") res.type("html").send(renderNoPayment(protect(res)))
  else res.json({ type: "not_found", message: "Төлбөр олдсонгүй. / There is no such payment." })
}

/**
 * What the page's address says beside the payment, and its forms with it: the language, and where "back" leads.
 * @param other in place of what was asked for, or beside it; null leaves it out
 */
export function queryOf({ query }: MedusaRequest, other: Record<string, string | null> = {}): string {
  const all = Object.entries({ lang: query.lang, return_url: query.return_url, ...other })
  const text = new URLSearchParams(all.filter((entry): entry is [string, string] => typeof entry[1] === "string"))
  return text.size > 0 ? `?${text}` : ""
}

/** After a form: back to the page as it was. @param checked what came of "I have paid", where that was the form's */
export function backToPage(
  req: MedusaRequest,
  res: MedusaResponse,
  row: InvoiceRow,
  checked?: "1" | "unavailable"
): void {
  const address = pathOf(row) + queryOf(req, checked && { checked })
  res.set("Cache-Control", "no-store").redirect(303, address)
}
