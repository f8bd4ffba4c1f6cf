import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { answerProbe } from "../../../diagnostics"
import { receiveCallback } from "../../../settlement/callback"
import { countCallback } from "../../../telemetry"
import { receiveNotice } from "./notice"

const one = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined)

/**
 * QPay's knock: GET with our own session and secret, and its payment id joined on. Answers `SUCCESS` once the
 * fact is stored, also when there was nothing to do; 503 only when QPay could not be asked or the fact not kept,
 * so that a repeat helps. Unknown sessions and wrong secrets are answered like known ones. A probe of our own
 * diagnostics is answered as such; a forged or old one like any other knock.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  if (Object.keys(req.query).length === 0) {
    res.json({ message: "QPay webhook endpoint is active" })
    return
  }
  const ours = req.query.probe === undefined ? null : await answerProbe(req.scope, req.query.probe)
  if (ours) {
    res.set("Cache-Control", "no-store").type("text/plain").send(ours)
    return
  }
  const again = await isToRepeat(req)
  res
    .status(again ? 503 : 200)
    .set("Cache-Control", "no-store")
    .type("text/plain")
    .send(again ? "TRY AGAIN" : "SUCCESS")
}

async function isToRepeat(req: MedusaRequest): Promise<boolean> {
  const { session, token, qpay_payment_id } = req.query
  try {
    const callback = { session: one(session), token: one(token), paymentId: one(qpay_payment_id) }
    const settlement = await countCallback(receiveCallback(req.scope, callback))
    return settlement?.outcome === "unreachable" || settlement?.outcome === "busy"
  } catch (error) {
    const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error(`[qpay] a callback could not be stored: ${(error as Error).message}`)
    return true
  }
}

/** The JSON form that older examples and other systems send. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { status, body } = await receiveNotice(req.scope, { query: req.query, body: req.body })
  res.status(status).set("Cache-Control", "no-store").json(body)
}
