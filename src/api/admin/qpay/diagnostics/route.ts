import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { diagnose } from "../../../../diagnostics"

const BODY = z.strictObject({ live: z.boolean().default(false) })

/** Looks at everything a shop needs to take QPay payments. `live`: QPay also issues and cancels an invoice of ₮100. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const body = BODY.safeParse(req.body ?? {})
  if (!body.success) throw new MedusaError(MedusaError.Types.INVALID_DATA, "The body may hold live: true or false only")
  res.set("Cache-Control", "no-store").json(await diagnose(req.scope, body.data))
}
