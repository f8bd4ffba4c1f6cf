import { tugrik } from "../money"
import { paidAmount } from "../payments"
import type { CallbackAttempt, Invoice } from "../state"
import { html, type Markup } from "./html"
import { both, page } from "./layout"
import { paymentResults } from "./payment-results"
import { invoiceWord, localTime } from "./words"

export interface BankPageFacts {
  invoice: Invoice
  merchantName: string
  attempts: CallbackAttempt[]
  /** Why the bank app just refused, if it did. */
  refusal?: string | undefined
}

/** `/bank/{invoice_id}`: where a person pays as if in a bank's app. */
export function bankPage({ invoice, merchantName, attempts, refusal }: BankPageFacts): string {
  return page(
    `${tugrik(invoice.amount)} · ${merchantName}`,
    html`<a class="back" href="/">← Бүх нэхэмжлэх <small>All invoices</small></a>
      ${refusal && html`<div class="outcome bad">${both("Төлбөр хийгдсэнгүй", refusal)}</div>`} ${outcome(invoice)}
      <section class="card">
        <div class="merchant"><span class="badge-letter">${[...merchantName][0]}</span>${merchantName}</div>
        <small>Төлөх дүн · Amount to pay</small>
        <div class="amount">${tugrik(invoice.amount)}</div>
        <dl>
          <div>
            <dt>${both("Гүйлгээний утга", "Description")}</dt>
            <dd>${invoice.description}</dd>
          </div>
          <div>
            <dt>${both("Дугаар", "Shop's number")}</dt>
            <dd>${invoice.senderInvoiceNo}</dd>
          </div>
          <div>
            <dt>${both("Огноо", "Created")}</dt>
            <dd>${localTime(invoice.createdAt)}</dd>
          </div>
          <div>
            <dt>${both("Төлөв", "Status")}</dt>
            <dd>
              <span class="tag ${invoiceWord(invoice.status).tone}">${invoiceWord(invoice.status).mn}</span>
              <span class="en">${invoiceWord(invoice.status).en}</span>
            </dd>
          </div>
        </dl>
        ${invoice.status === "OPEN" ? ways(invoice, false) : late(invoice)}
      </section>
      ${paymentResults(invoice.payments, attempts)}`
  )
}

function outcome(invoice: Invoice): Markup | false {
  const paid = paidAmount(invoice.payments)
  if (paid >= invoice.amount) {
    const extra = paid > invoice.amount
    return html`<div class="outcome good">
      <b>✓</b>${both("Төлбөр амжилттай хийгдлээ", `Payment received: ${tugrik(paid)}`)}
      ${extra && both("Илүү төлсөн байна", `${tugrik(paid - invoice.amount)} more than asked`)}
    </div>`
  }
  if (paid > 0) {
    return html`<div class="outcome warn">
      ${both("Дутуу төлсөн байна", `${tugrik(paid)} of ${tugrik(invoice.amount)} paid`)}
    </div>`
  }
  if (invoice.status === "CANCELED") {
    return html`<div class="outcome warn">
      ${both("Нэхэмжлэх цуцлагдсан байна", "The shop cancelled this invoice")}
    </div>`
  }
  if (invoice.status === "EXPIRED") {
    return html`<div class="outcome warn">
      ${both("Нэхэмжлэхийн хугацаа дууссан байна", "The invoice has expired")}
    </div>`
  }
  return false
}

/** The ways to pay. `force` pays what a bank app would no longer let through. */
function ways(invoice: Invoice, force: boolean): Markup {
  const action = `/bank/${invoice.id}/pay`
  const hidden = force && html`<input type="hidden" name="force" value="1" />`
  const part = Math.max(1, Math.floor(invoice.amount / 2))
  return html`
    <form method="post" action="${action}">
      ${hidden}<button name="way" value="transfer">${both("Данснаас төлөх", "Pay by bank transfer")}</button>
    </form>
    <form method="post" action="${action}">
      ${hidden}<button class="plain" name="way" value="card">${both("Картаар төлөх", "Pay by card")}</button>
    </form>
    <form method="post" action="${action}">
      ${hidden}
      <div class="row">
        <label class="field">
          <span>₮</span>
          <input
            name="amount"
            type="number"
            min="1"
            step="1"
            inputmode="numeric"
            value="${part}"
            required
            aria-label="Төлөх дүн / Amount"
          />
        </label>
        <button class="plain" name="way" value="part">${both("Энэ дүнг төлөх", "Pay this amount")}</button>
      </div>
    </form>
    <form method="post" action="${action}">
      ${hidden}<button class="plain" name="way" value="twice">${both("Хоёр удаа төлөх", "Pay twice")}</button>
    </form>
  `
}

function late(invoice: Invoice): Markup {
  return html`<details>
    <summary>${both("Тэгсэн ч төлөх", "Pay anyway, as a late or second payment would")}</summary>
    ${ways(invoice, true)}
  </details>`
}
