import { tugrik } from "../money"
import type { Invoice } from "../state"
import { html, type Markup } from "./html"
import { both, page } from "./layout"
import { invoiceWord, localTime } from "./words"

/** Rows on the page. Older invoices keep their own pages. */
const SHOWN = 100

/** `/`: every invoice the shops asked for, newest first. */
export function invoiceListPage(invoices: Invoice[], url: string): string {
  const newest = [...invoices].reverse().slice(0, SHOWN)
  return page(
    "QPay симулятор",
    html`<h1>${both("Нэхэмжлэхүүд", "Invoices, newest first")}</h1>
      ${
        newest.length > 0
          ? html`<ul class="list">
              ${newest.map(row)}
            </ul>`
          : empty(url)
      }
      ${invoices.length > SHOWN && html`<p><small>Сүүлийн ${SHOWN} / the last ${SHOWN} of ${invoices.length}</small></p>`}`
  )
}

function row(invoice: Invoice): Markup {
  const word = invoiceWord(invoice.status)
  return html`<li>
    <a class="card" href="/bank/${invoice.id}">
      <div class="line">
        <strong>${tugrik(invoice.amount)}</strong>
        <span class="tag ${word.tone}" title="${word.en}">${word.mn}</span>
      </div>
      <div class="line"><span class="cut">${invoice.description}</span></div>
      <div class="line">
        <small class="cut">${invoice.senderInvoiceNo}</small>
        <small>${localTime(invoice.createdAt)}</small>
      </div>
    </a>
  </li>`
}

function empty(url: string): Markup {
  return html`<div class="card">
    ${both("Нэхэмжлэх алга байна.", "No invoices yet. Give your shop this base URL and check out:")}
    <code>QPAY_BASE_URL=${url}</code>
  </div>`
}
