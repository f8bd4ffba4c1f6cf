import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { publicStatus } from "../../../../../../settlement/status"
import { logoOf } from "../../../bank-logo"
import { findPayment } from "../../../find-payment"

/** A bank's logo, so that a shopper's browser tells no other host that it is paying. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const row = await findPayment(req)
  const links = row ? (publicStatus(row).payment?.links ?? []) : []
  const address = links.find(({ key }) => key === req.params.key)?.logo
  const logo = address ? await logoOf(address) : null
  res.set({ "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox" })
  if (!logo) {
    res.status(404).set("Cache-Control", "no-store").end()
    return
  }
  res.set("Cache-Control", "private, max-age=86400").type(logo.type).send(logo.content)
}
