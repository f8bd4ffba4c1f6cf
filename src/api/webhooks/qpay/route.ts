import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { receiveCallback } from "../../../settlement/callback"
import { receiveNotice } from "./notice"

const one = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined)

/**
 * QPay's knock: GET with our own session and secret, and its payment id joined on. Answers `SUCCESS` once the
 * fact is stored, also when there was nothing to do; 503 only when QPay could not be asked or the fact not kept,
 * so that a repeat helps. Unknown sessions and wrong secrets are answered like known ones.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  if (Object.keys(req.query).length === 0) {
    res.json({ message: "QPay webhook endpoint is active" })
    return
  }
  const { session, token, qpay_payment_id } = req.query
  const settlement = await receiveCallback(req.scope, {
    session: one(session),
    token: one(token),
    paymentId: one(qpay_payment_id),
  })
  const again = settlement?.outcome === "unreachable" || settlement?.outcome === "busy"
  res
    .status(again ? 503 : 200)
    .set("Cache-Control", "no-store")
    .type("text/plain")
    .send(again ? "TRY AGAIN" : "SUCCESS")
}

/** The JSON form that older examples and other systems send. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { status, body } = await receiveNotice(req.scope, { query: req.query, body: req.body })
  res.status(status).set("Cache-Control", "no-store").json(body)
}
