import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { renewSession } from "../../../../../../settlement/open-session"
import { ledgerOf } from "../../../../../../settlement/sale"
import { publicStatus } from "../../../../../../settlement/status"
import { unlessBusy } from "../../../../../unless-busy"
import { findInvoice } from "../find-invoice"

/** A QR that can be paid: the same one while it can, else a new one at the present sum of its cart or order. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const row = await unlessBusy(res, renewSession(req.scope, await findInvoice(req)))
  if (!row) return
  res.set("Cache-Control", "no-store").json({ payment_session: publicStatus(await ledgerOf(req.scope).asShown(row)) })
}
