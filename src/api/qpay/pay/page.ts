import { checkoutModel, renderShadow } from "../../../storefront/view"
import type { PublicStatus } from "../../../settlement/status"
import type { CheckoutError } from "../../../storefront/core"
import type { Note } from "../../../storefront/core/machine"
import { escapeHtml } from "../../../storefront/view/html"
import { pageStyles } from "./page-styles"

export interface PayPage {
  status: PublicStatus
  /** Path of the page, which is also the endpoint its script speaks to. */
  path: string
  shopName: string
  language: "mn" | "en"
  /** What its address says beside it, with the question mark; or nothing. */
  query: string
  /** The same page in the other language. */
  otherLanguageUrl: string
  returnUrl: string | null
  /** What came of a form, without JavaScript: of "I have paid", and why there is no new QR. */
  note: Note | null
  error: CheckoutError | null
  /** Address of the element's script; null where it was not built. */
  script: string | null
  /** One-time word of the page's Content-Security-Policy. */
  nonce: string
}

const OTHER = { mn: { language: "en", name: "English" }, en: { language: "mn", name: "Монгол" } } as const

/** Everything is there before any script runs: amount, QR, links and forms. The script then takes the same markup over. */
export function renderPayPage(page: PayPage): string {
  const { status, path, shopName, language, returnUrl, nonce } = page
  const model = checkoutModel({
    status,
    language,
    returnUrl,
    formAction: path,
    formQuery: page.query,
    note: status.status === "pending" ? page.note : null,
    error: page.error,
  })
  const name = escapeHtml(shopName)
  const title = `${name} · ${escapeHtml(status.amount_text)}`
  const attributes = [`endpoint="${escapeHtml(path)}"`, `lang="${language}"`]
  if (returnUrl) attributes.push(`return-url="${escapeHtml(returnUrl)}"`)
  const other = OTHER[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${escapeHtml(model.texts.title)}">
<link rel="icon" href="data:,">
<style nonce="${nonce}">${pageStyles}</style>
${page.script ? `<script type="module" src="${escapeHtml(page.script)}" referrerpolicy="no-referrer"></script>` : ""}
</head>
<body>
<main>
<qpay-checkout ${attributes.join(" ")}><template shadowrootmode="open">${renderShadow(model, { nonce })}</template>
<h1 slot="header">${name}</h1>
<script type="application/json">${JSON.stringify({ payment_session: status }).replace(/</g, "\\u003c")}</script>
</qpay-checkout>
</main>
<footer><a href="${escapeHtml(page.otherLanguageUrl)}" lang="${other.language}" hreflang="${other.language}">${other.name}</a></footer>
</body>
</html>`
}

const NO_PAYMENT = {
  mn: ["Төлбөр олдсонгүй", "Холбоосоо шалгаад, эсвэл дэлгүүр рүүгээ буцаж дахин оролдоно уу."],
  en: ["There is no such payment", "Check the link, or go back to the shop and try again."],
} as const

/** The same for every link that leads to nothing. */
export function renderNoPayment(nonce: string): string {
  const part = (language: "mn" | "en") => {
    const [title, text] = NO_PAYMENT[language]
    return `<h1 lang="${language}">${title}</h1><p lang="${language}">${text}</p>`
  }
  return `<!doctype html>
<html lang="mn">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${NO_PAYMENT.mn[0]}</title>
<meta name="robots" content="noindex, nofollow">
<link rel="icon" href="data:,">
<style nonce="${nonce}">${pageStyles}</style>
</head>
<body><main class="nothing">${part("mn")}${part("en")}</main></body>
</html>`
}
