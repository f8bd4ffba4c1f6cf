import { fill, formatAmount, formatCountdown, formatTime } from "../texts"
import { shopAddress, webAddress } from "./addresses"
import { bankList } from "./banks"
import { markup, type Html } from "./html"
import { icon } from "./icons"
import { type CheckoutModel, isPayable } from "./model"
import { qrSvg } from "./qr"
import { wordsOf } from "./words"

export const REGIONS = ["summary", "clock", "status", "result", "banks", "stage", "link", "actions", "help"] as const

const DAY_MS = 24 * 3_600_000

export type Region = (typeof REGIONS)[number]

/** The page in pieces, as markup: a piece whose markup did not change need not be touched. */
export function regions(model: CheckoutModel): Record<Region, string> {
  const drawn: Record<Region, Html | null> = {
    summary: summary(model),
    clock: clock(model),
    status: status(model),
    result: result(model),
    banks: bankList(model),
    stage: stage(model),
    link: link(model),
    actions: actions(model),
    help: help(model),
  }
  return Object.fromEntries(REGIONS.map((region) => [region, String(drawn[region] ?? "")])) as Record<Region, string>
}

function summary(model: CheckoutModel): Html {
  const [label, amount] = headline(model)
  return markup`<h2 part="label" class="label">${label}</h2>
    <p part="amount" class="amount">${amount === undefined ? markup`<span class="bone"></span>` : formatAmount(amount)}</p>`
}

/** Where money came no more is asked for: what arrived is told, be it more than that or less; in the end, what went back. */
function headline({ status, texts }: CheckoutModel): [label: string, amount: number | undefined] {
  switch (status?.status) {
    case "refunded":
      return [texts.refundedAmount, status.refunded_amount]
    case "attention":
      // Held without a sum that QPay confirms: there is none to tell.
      return status.paid_amount ? [texts.paidAmount, status.paid_amount] : [texts.amount, status.amount]
    case "paid":
    case "order_placed":
      return [texts.paidAmount, status.paid_amount]
    default:
      return [texts.amount, status?.amount]
  }
}

function clock(model: CheckoutModel): Html | null {
  const { status, texts, remainingMs } = model
  if (!isPayable(model) || !status?.expires_at) return null
  if (remainingMs === undefined) {
    return markup`<p class="label">${texts.payableUntil}</p>
      <p class="until"><time datetime="${status.expires_at}">${until(status.expires_at, status.server_time)}</time></p>`
  }
  return markup`<p class="label">${texts.timeLeft}</p>
    <p part="countdown" class="time" role="timer" aria-live="off" data-time>${formatCountdown(remainingMs ?? 0)}</p>`
}

/** The hour alone where the day is clear: as wide as the countdown that takes its place. */
function until(end: string, now: string): string {
  const [day, hour] = formatTime(end).split(" ")
  return Date.parse(end) - Date.parse(now) < DAY_MS ? (hour ?? "") : `${day} ${hour}`
}

function status(model: CheckoutModel): Html {
  const words = wordsOf(model)
  return markup`<div part="status" class="strip ${words.tone}">${icon(words.icon)}
    <div><p part="title" class="title">${words.title}</p><p class="text">${words.text}</p></div></div>`
}

/** In place of what one pays with: the same as the status, at a glance. */
function result(model: CheckoutModel): Html | null {
  if (isPayable(model)) return null
  if (model.phase === "loading") return panel(markup`<span class="bone"></span>`)
  const { tone, icon: picture } = wordsOf(model)
  return panel(markup`<span class="disc ${tone}">${icon(picture)}</span>${facts(model)}`)
}

/** The QR; on phones folded, below the banks. */
function stage(model: CheckoutModel): Html | null {
  const { status, texts } = model
  if (!isPayable(model)) return null
  const label = fill(texts.qrLabel, { amount: formatAmount(status?.amount ?? 0) })
  const qr = status?.payment ? qrSvg(status.payment.qr_text, label) : null
  // The panel follows the fold in the source: the style sheet hides it on phones until the fold is opened.
  return markup`<details part="fold" class="fold"><summary>${texts.showQr}</summary></details>
    <div class="unfolds"><h3 class="caption">${texts.scan}</h3>
    ${qr ? panel(qr, "paper") : panel(markup`<p class="text">${texts.noQr}</p>`)}</div>`
}

const panel = (inside: Html, kind = ""): Html => markup`<div part="panel" class="panel ${kind}">${inside}</div>`

function facts({ phase, status, texts }: CheckoutModel): Html {
  const reference = markup`<p class="text">${texts.reference}<br><b class="reference">${status?.reference}</b></p>`
  if (phase === "order_placed") return markup`<slot name="order">${reference}</slot>`
  return phase === "attention" || phase === "refunded" ? reference : markup``
}

function link(model: CheckoutModel): Html | null {
  const { status, texts, copied } = model
  const address = isPayable(model) ? webAddress(status?.payment?.short_url) : null
  if (!address) return null
  const copy = markup`<button part="button copy" class="small" type="button" data-action="copy">
    ${copied ? texts.copied : texts.copy}</button>`
  return markup`<div class="link"><a part="link" href="${address}" target="_blank" rel="noopener noreferrer"
    title="${texts.link}">${address.replace(/^https?:\/\//, "")}</a>${model.canCopy && copy}</div>`
}

function actions(model: CheckoutModel): Html | null {
  const { phase, status, texts } = model
  const checkButton = (kind: string) =>
    button(model, "check", kind, model.checking ? texts.checking : texts.check, model.checking)
  const renewButton = button(model, "renew", "primary", model.renewing ? texts.renewing : texts.renew, model.renewing)
  // Pressed, it goes: there is nothing to try until the server has refused once more.
  const tryAgain = button(model, "renew", "primary", texts.tryAgain, false)
  switch (phase) {
    case "waiting":
    case "checking":
    case "offline":
      return markup`${status ? checkButton("plain") : tryAgain}${refresh(model)}${back(model, "quiet")}`
    case "expired":
    case "canceled":
      return markup`${renewButton}${checkButton("plain")}${back(model, "quiet")}`
    case "unavailable":
      return markup`${tryAgain}${back(model, "quiet")}`
    case "paid":
      return refresh(model)
    case "loading":
      return back(model, "quiet")
    case "order_placed":
    case "attention":
    case "refunded":
      return back(model, "primary")
  }
}

/** A button; on a hosted page a form of its own, so that it works without JavaScript. */
function button(model: CheckoutModel, action: "check" | "renew", kind: string, label: string, busy: boolean): Html {
  const address = shopAddress(model.formAction)
  const inside = markup`<button part="button ${action}" class="button ${kind}" type="${address ? "submit" : "button"}"
    data-action="${action}" aria-disabled="${busy ? "true" : "false"}">${busy && icon("spinner")}${label}</button>`
  return address ? markup`<form method="post" action="${address}/${action}${model.formQuery}">${inside}</form>` : inside
}

function refresh({ formAction, formQuery, texts }: CheckoutModel): Html | null {
  const address = shopAddress(formAction)
  return address
    ? markup`<noscript><a class="button quiet" href="${address}${formQuery}">${texts.refresh}</a></noscript>`
    : null
}

function back({ returnUrl, texts }: CheckoutModel, kind: string): Html | null {
  const address = shopAddress(returnUrl)
  // The shop may share the hosted page's origin: its log is no place for a page's link.
  return address
    ? markup`<a part="button back" class="button ${kind}" href="${address}" referrerpolicy="no-referrer">${texts.back}</a>`
    : null
}

function help({ status, texts }: CheckoutModel): Html | null {
  return status ? markup`<p>${texts.help} <b class="reference">${status.reference}</b></p>` : null
}
