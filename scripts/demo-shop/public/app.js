import { checkNow, closePayment, draw, isOpen, openPayment } from "./pay.js"
import { pictureOf, showShelf, titlesOf } from "./shelf.js"
import { checkout, isReal, listProducts, newSession } from "./store.js"
import { language, speak, text } from "./texts.js"

/** The invoice in progress. It lives as long as the tab: a reload shows the same QR, it does not make a new one. */
const KEY = "qpay-demo-purchase"
const remembered = () => JSON.parse(sessionStorage.getItem(KEY) ?? "null")
const remember = (purchase) => sessionStorage.setItem(KEY, JSON.stringify(purchase))

const element = (id) => document.getElementById(id)
let products = []

function show() {
  element("shelf").hidden = isOpen()
  element("pay").hidden = !isOpen()
}

function complain(error) {
  element("banner").textContent = `${text("failed")} ${error.message}`
  element("banner").hidden = false
}

function pay(purchase) {
  element("banner").hidden = true
  remember(purchase)
  openPayment(purchase)
  show()
  scrollTo(0, 0)
}

async function buy(product, variant) {
  try {
    pay({ ...(await checkout(variant.id)), titles: titlesOf(product), picture: pictureOf(product) })
  } catch (error) {
    complain(error)
  }
}

function backToShelf() {
  sessionStorage.removeItem(KEY)
  closePayment()
  show()
}

element("back").addEventListener("click", backToShelf)
element("pay-done").addEventListener("click", backToShelf)
element("pay-check").addEventListener("click", checkNow)
element("pay-again").addEventListener("click", async () => {
  const { collectionId, titles, picture } = remembered()
  try {
    pay({ ...(await newSession(collectionId)), titles, picture })
  } catch (error) {
    complain(error)
  }
})
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    speak(button.dataset.language)
    showShelf(products, buy)
    draw()
  })
}

element("lead").hidden = isReal
speak(language)
const open = remembered()
if (open) openPayment(open)
show()
try {
  products = await listProducts()
  showShelf(products, buy)
} catch (error) {
  complain(error)
}
