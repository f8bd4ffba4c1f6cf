import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { settle } from "../../../../../settlement/settle"
import { backToPage, noPayment, wantsJson } from "../../answers"
import { findPayment, pageStatus } from "../../find-payment"

/** "I have paid", from the page's script or its form. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const found = await findPayment(req)
  if (!found) return noPayment(res)
  const { row, outcome, asked } = await settle(req.scope, found, { actor: "storefront" })
  if (!wantsJson(req)) return backToPage(req, res, row, true)
  const check = outcome === "unreachable" ? "unavailable" : asked ? "asked" : "not_needed"
  res.set("Cache-Control", "no-store").json({ payment_session: pageStatus(row), check })
}
