import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findInvoice } from "./find-invoice"
import { ledgerOf } from "../../../../../settlement/sale"
import { publicStatus } from "../../../../../settlement/status"

/** A payment's state from our own database: costs QPay nothing, however often it is asked. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const ledger = ledgerOf(req.scope)
  const row = await ledger.shownFor(await findInvoice(req))
  res.set("Cache-Control", "no-store").json({ payment_session: publicStatus(await ledger.asShown(row)) })
}
