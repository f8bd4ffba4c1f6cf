import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { InvoiceRow } from "../../../modules/qpay/ledger"
import { pathOf } from "./find-payment"

/** The page's script asks for JSON; a form without script does not. */
export function wantsJson(req: MedusaRequest): boolean {
  return req.accepts(["html", "json"]) === "json"
}

/** The same for every link that leads to nothing. */
export function noPayment(res: MedusaResponse): void {
  res.status(404).set("Cache-Control", "no-store")
  res.json({ type: "not_found", message: "Төлбөр олдсонгүй. / There is no such payment." })
}

/** After a form: back to the page as it was, its language and return address with it. */
export function backToPage(req: MedusaRequest, res: MedusaResponse, row: InvoiceRow, checked: boolean): void {
  const from = String(res.locals.cameFrom ?? "") // the header itself is kept out of the log
  const query =
    URL.canParse(from) && new URL(from).pathname === pathOf(row) ? new URL(from).searchParams : new URLSearchParams()
  if (checked) query.set("checked", "1")
  else query.delete("checked")
  const text = query.toString()
  res.set("Cache-Control", "no-store").redirect(303, pathOf(row) + (text && `?${text}`))
}
