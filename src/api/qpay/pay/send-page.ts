import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { ShownInvoice } from "../../../modules/qpay/ledger"
import { assetOf } from "../assets/asset"
import { queryOf } from "./answers"
import { assetPath, pageStatus, pathOf } from "./find-payment"
import { type PayPage, renderPayPage } from "./page"
import { protect } from "./protect"
import { returnUrlOf } from "./return-url"

/** The page of a payment, in the language and with the way back that its address asks for. */
export async function sendPage(
  req: MedusaRequest,
  res: MedusaResponse,
  row: ShownInvoice,
  said: Pick<PayPage, "note" | "error">
): Promise<void> {
  const script = await assetOf("element.mjs")
  const language = req.query.lang === "en" ? "en" : "mn"
  const returnUrl = await returnUrlOf(req, row)
  // An address that is not the shop's own is not carried on either.
  const own = { return_url: returnUrl }
  const page = renderPayPage({
    ...said,
    status: pageStatus(row),
    path: pathOf(row),
    query: queryOf(req, own),
    shopName: await shopName(req),
    language,
    otherLanguageUrl: pathOf(row) + queryOf(req, { ...own, lang: language === "mn" ? "en" : "mn" }),
    returnUrl,
    script: script && `${assetPath(row, "element.mjs")}?v=${script.hash}`,
    nonce: protect(res),
  })
  res.set("Cache-Control", "no-store").type("html").send(page)
}

async function shopName(req: MedusaRequest): Promise<string> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "store", fields: ["name"] })
  return data[0]?.name ?? ""
}
