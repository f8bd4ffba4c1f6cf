import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findInvoice } from "../find-invoice"
import { ledgerOf } from "../../../../../../settlement/sale"
import { settle } from "../../../../../../settlement/settle"
import { publicStatus } from "../../../../../../settlement/status"

/**
 * "I have paid": looks at once, but asks QPay at most every ten seconds. When QPay cannot be asked the last known
 * state is the answer, and `check` says so; the page then simply asks again.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { row, outcome, asked } = await settle(req.scope, await findInvoice(req), { actor: "storefront" })
  const ledger = ledgerOf(req.scope)
  const shown = await ledger.asShown(await ledger.shownFor(row))
  const check = outcome === "unreachable" ? "unavailable" : asked ? "asked" : "not_needed"
  res.set("Cache-Control", "no-store").json({ payment_session: publicStatus(shown), check })
}
