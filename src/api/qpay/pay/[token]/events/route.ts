import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { serveStream } from "../../../../../streams/serve"
import { noPayment } from "../../answers"
import { findPayment, pageStatus } from "../../find-payment"

/** The page's changes as they happen, by server-sent events. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const row = await findPayment(req)
  if (!row) return noPayment(req, res)
  await serveStream(req, res, { token: row.pay_token }, row, pageStatus)
}
