import { redacted } from "../callback-url"
import { tugrik } from "../money"
import type { CallbackAttempt, Payment } from "../state"
import { html, type Markup } from "./html"
import { both } from "./layout"
import { localTime, paymentWord } from "./words"

/** What was paid, and what the shop answered when it was told. */
export function paymentResults(payments: Payment[], attempts: CallbackAttempt[]): Markup {
  return html`${
    payments.length > 0 &&
    html`<h2>${both("Төлбөрүүд", "Payments")}</h2>
      <ul class="list">
        ${[...payments].reverse().map(paymentRow)}
      </ul>`
  }
  ${
    payments.length + attempts.length > 0 &&
    html`<h2>${both("Дэлгүүрт мэдэгдсэн нь", "Callbacks to the shop, newest first")}</h2>
      ${
        attempts.length > 0
          ? html`<ul class="list">
              ${[...attempts].reverse().slice(0, 20).map(attemptRow)}
            </ul>`
          : silence()
      }`
  }`
}

function paymentRow(payment: Payment): Markup {
  const word = paymentWord(payment.status)
  const type = payment.type === "CARD" ? both("Карт", "Card") : both("Дансны шилжүүлэг", "Bank transfer")
  return html`<li class="card">
    <div class="line">
      <strong>${tugrik(payment.amount)}</strong><span class="tag ${word.tone}" title="${word.en}">${word.mn}</span>
    </div>
    <div class="line"><span>${type}</span><small>${localTime(payment.paidAt)}</small></div>
    <code>${payment.id}</code>
  </li>`
}

function attemptRow(attempt: CallbackAttempt): Markup {
  const understood = attempt.status === 200 && attempt.body === "SUCCESS"
  const words = understood
    ? both("Дэлгүүр хүлээн авлаа", "The shop answered SUCCESS")
    : attempt.status === null
      ? both("Дэлгүүрээс хариу ирсэнгүй", "No answer from the shop")
      : both("Дэлгүүр өөр хариу өглөө", "The shop did not answer 200 SUCCESS")
  return html`<li class="card">
    <div class="line">
      <span>${words}</span>
      <span class="tag ${understood ? "good" : attempt.status === null ? "bad" : "warn"}"
        >${attempt.status ?? "–"}</span
      >
    </div>
    <code>${attempt.error ?? (attempt.body.slice(0, 300) || "(хоосон / empty)")}</code>
    <code>${attempt.method} ${redacted(attempt.url)} · ${attempt.ms} ms</code>
  </li>`
}

function silence(): Markup {
  return html`<p class="card">${both("Мэдэгдэл илгээгээгүй байна.", "No callback was sent (yet).")}</p>`
}
