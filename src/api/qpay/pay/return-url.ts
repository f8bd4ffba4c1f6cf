import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../../../modules/qpay/ledger"
import { deskOf } from "../../../settlement/desk"

/**
 * Where "back to the shop" leads: the page's `return_url`, if it is at a storefront of this shop (an origin in
 * STORE_CORS or `returnOrigins`). Any other address is left out, or the page would send shoppers wherever a link says.
 */
export async function returnUrlOf(req: MedusaRequest, row: InvoiceRow): Promise<string | null> {
  const wanted = req.query.return_url
  if (typeof wanted !== "string" || wanted.length > 2000 || !URL.canParse(wanted)) return null
  const { origin, href } = new URL(wanted)
  const { projectConfig } = req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const configured = (projectConfig.http?.storeCors ?? "").split(",").map((entry) => entry.trim().replace(/\/$/, ""))
  if (configured.includes(origin)) return href
  const desk = await deskOf(req.scope, row)
  return desk?.returnOrigins.includes(origin) ? href : null
}
