import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ledgerOf } from "../../../../../settlement/sale"
import { settle } from "../../../../../settlement/settle"
import { backToPage, noPayment, wantsJson } from "../../answers"
import { findPayment, pageStatus } from "../../find-payment"

/** "I have paid", from the page's script or its form. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const found = await findPayment(req)
  if (!found) return noPayment(req, res)
  const { row, outcome, asked } = await settle(req.scope, found, { actor: "storefront" })
  const isUnreachable = outcome === "unreachable"
  if (!wantsJson(req)) return backToPage(req, res, row, isUnreachable ? "unavailable" : "1")
  const check = isUnreachable ? "unavailable" : asked ? "asked" : "not_needed"
  const payment_session = pageStatus(await ledgerOf(req.scope).asShown(row))
  res.set("Cache-Control", "no-store").json({ payment_session, check })
}
