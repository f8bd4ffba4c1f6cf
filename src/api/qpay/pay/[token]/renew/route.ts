import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { TryAgain } from "../../../../../settlement/in-turn"
import { renewSession } from "../../../../../settlement/open-session"
import { unlessBusy } from "../../../../unless-busy"
import { backToPage, noPayment, wantsJson } from "../../answers"
import { findPayment, pageStatus } from "../../find-payment"

/** A QR that can be paid, from the page's script or its form. The link stays the same. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const found = await findPayment(req)
  if (!found) return noPayment(res)
  const asItWas = (error: unknown) => {
    if (error instanceof TryAgain) return found
    throw error
  }
  const renewal = renewSession(req.scope, found)
  if (!wantsJson(req)) return backToPage(req, res, await renewal.catch(asItWas), false)
  const row = await unlessBusy(res, renewal)
  if (row) res.set("Cache-Control", "no-store").json({ payment_session: pageStatus(row) })
}
