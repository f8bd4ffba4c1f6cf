import { randomBytes } from "node:crypto"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { assetOf } from "../../assets/asset"
import { assetPath, findPayment, pageStatus, pathOf } from "../find-payment"
import { noPayment, wantsJson } from "../answers"
import { renderNoPayment, renderPayPage } from "../page"
import { returnUrlOf } from "../return-url"

/** The hosted pay page; for its own script, which asks for JSON, the payment's status. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const row = await findPayment(req)
  res.set({ "Cache-Control": "no-store", Vary: "Accept" })
  if (wantsJson(req)) {
    if (row) res.json({ payment_session: pageStatus(row) })
    else noPayment(res)
    return
  }
  const nonce = randomBytes(16).toString("base64")
  res.set(securityHeaders(nonce)).type("html")
  if (!row) {
    res.status(404).send(renderNoPayment(nonce))
    return
  }
  const script = await assetOf("element.mjs")
  const language = req.query.lang === "en" ? "en" : "mn"
  res.send(
    renderPayPage({
      status: pageStatus(row),
      path: pathOf(row),
      shopName: await shopName(req),
      language,
      otherLanguageUrl: inLanguage(req, pathOf(row), language === "mn" ? "en" : "mn"),
      returnUrl: await returnUrlOf(req, row),
      checked: req.query.checked === "1",
      script: script && `${assetPath(row, "element.mjs")}?v=${script.hash}`,
      nonce,
    })
  )
}

/** Nothing from elsewhere runs, shows or frames this page, and it calls nobody but this server. */
function securityHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    // To ourselves, so that a form without script comes back to the same page; the link itself goes to nobody else.
    "Referrer-Policy": "same-origin",
  }
}

async function shopName(req: MedusaRequest): Promise<string> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "store", fields: ["name"] })
  return data[0]?.name ?? ""
}

function inLanguage(req: MedusaRequest, path: string, language: string): string {
  const query = new URLSearchParams({ lang: language })
  if (typeof req.query.return_url === "string") query.set("return_url", req.query.return_url)
  return `${path}?${query}`
}
