import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { renewSession } from "../../../../../settlement/open-session"
import { backToPage, noPayment, wantsJson } from "../../answers"
import { findPayment, pageStatus } from "../../find-payment"

/** A QR that can be paid, from the page's script or its form. The link stays the same. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const found = await findPayment(req)
  if (!found) return noPayment(res)
  const row = await renewSession(req.scope, found)
  if (!wantsJson(req)) return backToPage(req, res, row, false)
  res.set("Cache-Control", "no-store").json({ payment_session: pageStatus(row) })
}
