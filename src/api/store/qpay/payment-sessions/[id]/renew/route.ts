import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { renewSession } from "../../../../../../settlement/open-session"
import { ledgerOf } from "../../../../../../settlement/sale"
import { publicStatus } from "../../../../../../settlement/status"
import { findInvoice } from "../find-invoice"

/** A QR that can be paid: the same one while it can, else a new one at the cart's present sum. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const row = await renewSession(req.scope, await findInvoice(req))
  res.set("Cache-Control", "no-store").json({ payment_session: publicStatus(await ledgerOf(req.scope).asShown(row)) })
}
