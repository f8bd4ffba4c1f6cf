import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ledgerOf } from "../../../../../../settlement/sale"
import { serveStream } from "../../../../../../streams/serve"
import { findInvoice } from "../find-invoice"

/** A payment's changes as they happen, by server-sent events. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const row = await findInvoice(req)
  const ledger = ledgerOf(req.scope)
  const shown = await ledger.asShown(await ledger.shownFor(row))
  await serveStream(req, res, { session: row.issued_session_id }, shown)
}
