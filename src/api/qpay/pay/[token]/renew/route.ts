import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ShownInvoice } from "../../../../../modules/qpay/ledger"
import { TryAgain } from "../../../../../settlement/in-turn"
import { renewSession } from "../../../../../settlement/open-session"
import { ledgerOf } from "../../../../../settlement/sale"
import { unlessBusy } from "../../../../unless-busy"
import { backToPage, noPayment, wantsJson } from "../../answers"
import { findPayment, pageStatus } from "../../find-payment"
import { refusalOf } from "../../refusal"
import { sendPage } from "../../send-page"

/** A QR that can be paid, from the page's script or its form. The link stays the same. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const found = await findPayment(req)
  if (!found) return noPayment(req, res)
  if (!wantsJson(req)) return fromForm(req, res, found)
  const row = await unlessBusy(res, renewSession(req.scope, found))
  if (!row) return
  const payment_session = pageStatus(await ledgerOf(req.scope).asShown(row))
  res.set("Cache-Control", "no-store").json({ payment_session })
}

/** Without script nobody reads an error's JSON: the page stays, and says why. */
async function fromForm(req: MedusaRequest, res: MedusaResponse, found: ShownInvoice): Promise<void> {
  try {
    backToPage(req, res, await renewSession(req.scope, found))
  } catch (thrown) {
    if (thrown instanceof TryAgain) return backToPage(req, res, found)
    const error = refusalOf(thrown)
    if (!error) throw thrown
    res.status(error.http)
    await sendPage(req, res, (await findPayment(req)) ?? found, { note: null, error })
  }
}
