// One payment on the screen: the invoice as it was issued, and its status as the store tells it.
import { check, order, statusOf } from "./store.js"
import { language, text, tugrik } from "./texts.js"

const POLL_MS = 2000
const element = (id) => document.getElementById(id)

let purchase
let status = "pending"
let paidAmount = 0
let orderNumber
let remark
let timer

/** `bought` is what a checkout gave, plus the titles and the picture of the product. */
export function openPayment(bought) {
  purchase = bought
  status = "pending"
  orderNumber = undefined
  remark = undefined
  draw()
  poll()
}

export function closePayment() {
  clearTimeout(timer)
  purchase = undefined
}

export const isOpen = () => Boolean(purchase)

async function poll() {
  clearTimeout(timer)
  const asked = purchase
  try {
    await take(await statusOf(asked.sessionId), asked)
  } catch {
    remark = "offline"
  }
  if (purchase !== asked) return
  draw()
  // A late payment can still arrive for an expired invoice; an order is the end.
  if (!orderNumber) timer = setTimeout(poll, POLL_MS)
}

async function take(session, asked) {
  if (purchase !== asked) return
  status = session.status
  paidAmount = session.paid_amount
  if (remark === "offline" || status !== "pending") remark = undefined
  if (status === "order_placed" && session.order_id) {
    const placed = await order(session.order_id)
    if (purchase === asked) orderNumber = placed.display_id
  }
}

export async function checkNow() {
  const asked = purchase
  remark = "checking"
  draw()
  try {
    const session = await check(asked.sessionId)
    remark = session.status === "pending" ? "notYet" : undefined
    await take(session, asked)
  } catch {
    remark = "offline"
  }
  if (purchase === asked) draw()
}

export function draw() {
  if (!purchase) return
  element("pay-picture").src = purchase.picture
  element("pay-title").textContent = purchase.titles[language]
  element("pay-amount").textContent = tugrik(purchase.amount)

  const waiting = status === "pending"
  element("pay-amount-label").textContent = text(["paid", "order_placed"].includes(status) ? "paidAmount" : "amount")
  element("pay-status").textContent = text(isShort() ? "short" : MONEY_IS_IN.includes(status) ? "paidStatus" : status)
  element("pay-status").dataset.status = status
  const note = noteText()
  element("pay-note").textContent = note ?? ""
  element("pay-note").hidden = !note

  element("pay-open").hidden = !waiting
  element("pay-again").hidden = !["expired", "canceled"].includes(status)
  element("pay-done").hidden = waiting
  if (waiting) drawInvoice()
}

const MONEY_IS_IN = ["paid", "attention"]

/** Some of the sum is there, not all of it. */
const isShort = () => status === "attention" && paidAmount > 0 && paidAmount < purchase.amount

function noteText() {
  if (orderNumber) return `${text("orderNumber")}: #${orderNumber}`
  const reference = purchase.sessionId.slice(-8)
  if (isShort()) return `${tugrik(paidAmount)} / ${tugrik(purchase.amount)}. ${text("shortNote")} ${reference}`
  if (status === "attention") return `${text("attention")} ${reference}`
  return remark && text(remark)
}

function drawInvoice() {
  const qr = element("pay-qr")
  if (qr.src !== purchase.qr_image) qr.src = purchase.qr_image
  drawBanks()
  const link = element("pay-link")
  link.hidden = !purchase.short_url
  if (purchase.short_url) link.href = purchase.short_url
  element("pay-check").disabled = remark === "checking"
}

/** Drawn anew only for another invoice or language: a poll must not load the logos again. */
function drawBanks() {
  const list = element("pay-banks")
  const shown = `${purchase.sessionId} ${language}`
  if (list.dataset.shown === shown) return
  list.dataset.shown = shown
  list.replaceChildren(...(purchase.links ?? []).map(bank))
}

function bank({ name_mn, name_en, logo, link }) {
  const item = document.createElement("li")
  const anchor = document.createElement("a")
  anchor.href = link
  if (logo) {
    const picture = document.createElement("img")
    picture.src = logo
    picture.alt = ""
    picture.addEventListener("error", () => picture.remove())
    anchor.append(picture)
  }
  const name = document.createElement("span")
  name.textContent = language === "en" ? name_en : name_mn
  anchor.append(name)
  item.append(anchor)
  return item
}
