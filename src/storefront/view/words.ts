import { fill, formatAmount } from "../texts"
import { markup, type Html } from "./html"
import type { Icon } from "./icons"
import { type CheckoutModel, isShort } from "./model"

export interface Words {
  tone: "calm" | "good" | "warn"
  icon: Icon
  title: string
  text: string | Html
}

/** What to tell the shopper, in one title and one or two sentences. */
export function wordsOf(model: CheckoutModel): Words {
  const { phase, status, texts, note, error, language } = model
  const values = {
    amount: formatAmount(status?.amount ?? 0),
    paid: formatAmount(status?.paid_amount ?? 0),
    refunded: formatAmount(status?.refunded_amount ?? 0),
  }
  const refused = error?.[language]
  const say = (tone: Words["tone"], icon: Icon, title: string, text: string | Html = ""): Words => ({
    tone,
    icon,
    title,
    text: model.connected || phase === "offline" ? text : refused || texts.offlineText,
  })
  switch (phase) {
    case "loading":
      return say("calm", "spinner", texts.loading, texts.checkingText)
    case "waiting":
      if (note === "not_yet") return say("calm", "clock", texts.notYet, texts.notYetText)
      if (note) return say("warn", "alert", texts.checkUnavailable, texts.checkUnavailableText)
      return say("calm", "clock", texts.waiting, waitingText(model))
    case "checking":
      return say("calm", "spinner", texts.checking, texts.checkingText)
    case "offline":
      return refused
        ? say("warn", "alert", texts.unavailable, refused)
        : say("warn", "offline", texts.offline, texts.offlineText)
    case "paid":
      return say("good", "check", texts.paid, texts.paidText + surplus(model))
    case "order_placed":
      return say("good", "check", texts.orderPlaced, texts.orderPlacedText + surplus(model))
    case "expired":
      return say("warn", "hourglass", texts.expired, refused || texts.expiredText)
    case "canceled":
      return say("warn", "cancel", texts.canceled, refused || texts.canceledText)
    case "attention":
      return isShort(model)
        ? say("warn", "shield", texts.short, `${fill(texts.shortAmount, values)} ${texts.attentionText}`)
        : say("warn", "shield", texts.attention, texts.attentionText)
    case "refunded":
      return say("calm", "back", texts.refunded, fill(texts.refundedText, values))
    case "unavailable":
      return say("warn", "alert", texts.unavailable, refused || texts.unavailableText)
  }
}

/** Paid twice, or more than was asked: said before the shopper has to ask. */
function surplus({ status, texts }: CheckoutModel): string {
  const over = (status?.paid_amount ?? 0) - (status?.amount ?? 0)
  return over > 0 ? ` ${fill(texts.surplus, { surplus: formatAmount(over) })}` : ""
}

/** One sentence for each device; the style sheet shows the one that fits. Drawn by a server, nothing runs yet that would update. */
function waitingText({ texts, remainingMs }: CheckoutModel): Html | string {
  if (remainingMs === undefined) return texts.waitingTextPhone
  return markup`<span class="on-desktop">${texts.waitingText}</span><span class="on-phone">${texts.waitingTextPhone}</span>`
}
