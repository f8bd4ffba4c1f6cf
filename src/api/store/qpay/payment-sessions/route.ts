import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { openSession } from "../../../../settlement/open-session"
import { ledgerOf } from "../../../../settlement/sale"
import { publicStatus } from "../../../../settlement/status"
import { unlessBusy } from "../../../unless-busy"

const ID = z.string("is missing or not text").regex(/^[\w-]{1,100}$/, "is not an id")
const BODY = z.object({ cart_id: ID, provider_id: ID.optional() })

/** Opens a cart's payment, or gives the one it has: safe to repeat. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = BODY.safeParse(req.body)
  if (!body.success) {
    const problems = body.error.issues.map(({ path, message }) => `${path.join(".") || "the body"} ${message}`)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, problems.join("; "))
  }
  const opening = openSession(req.scope, { cartId: body.data.cart_id, providerId: body.data.provider_id })
  const row = await unlessBusy(res, opening)
  if (!row) return
  res.set("Cache-Control", "no-store").json({ payment_session: publicStatus(await ledgerOf(req.scope).asShown(row)) })
}
