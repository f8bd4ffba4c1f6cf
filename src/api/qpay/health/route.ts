import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { readHealth } from "../../../diagnostics"

/** For uptime monitors: 503 when payments are not settled, 200 otherwise. One query, no call to QPay. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const health = await readHealth(req.scope)
  res
    .status(health.status === "down" ? 503 : 200)
    .set("Cache-Control", "no-store")
    .json(health)
}
