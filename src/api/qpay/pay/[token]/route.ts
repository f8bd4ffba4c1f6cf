import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { noPayment, wantsJson } from "../answers"
import { findPayment, pageStatus } from "../find-payment"
import { sendPage } from "../send-page"

/** The hosted pay page; for its own script, which asks for JSON, the payment's status. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const row = await findPayment(req)
  res.set({ "Cache-Control": "no-store", Vary: "Accept" })
  if (!row) return noPayment(req, res)
  if (wantsJson(req)) {
    res.json({ payment_session: pageStatus(row) })
    return
  }
  const { checked } = req.query
  const note = checked === "1" ? "not_yet" : checked === "unavailable" ? "check_unavailable" : null
  await sendPage(req, res, row, { note, error: null })
}
