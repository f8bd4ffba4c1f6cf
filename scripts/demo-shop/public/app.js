// The demo shop: a storefront as a Medusa developer would write it, without a framework in the way.
import { config } from "./config.js"
import { drawDemoBar } from "./parts/demo-bar.js"
import { drawTools } from "./parts/tools.js"
import { cartPage } from "./pages/cart.js"
import { checkoutPage } from "./pages/checkout.js"
import { lostPage } from "./pages/lost.js"
import { payPage } from "./pages/pay.js"
import { productPage } from "./pages/product.js"
import { shelfPage } from "./pages/shelf.js"
import { thanksPage } from "./pages/thanks.js"
import { render, setPages } from "./router.js"
import { countOf, loadCart, onCart } from "./store/cart.js"
import { fillTexts, language, setLanguage } from "./texts/index.js"

setPages({
  "": shelfPage,
  product: productPage,
  cart: cartPage,
  checkout: checkoutPage,
  pay: payPage,
  thanks: thanksPage,
  lost: lostPage,
})

const tools = document.getElementById("tools")
let counted

function drawFrame() {
  fillTexts()
  drawDemoBar(document.getElementById("demo-bar"), config)
  drawTools(tools, { onLanguage: changeLanguage })
}

/** Only when the number changed: what is drawn anew loses the focus. */
function drawCount() {
  if (counted === countOf()) return
  counted = countOf()
  drawTools(tools, { onLanguage: changeLanguage })
}

function changeLanguage() {
  setLanguage(language() === "mn" ? "en" : "mn")
  drawFrame()
  tools.querySelector("button").focus()
  render({ again: true })
}

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault() // the address after # is the shop's page
  document.getElementById("main").focus()
})
onCart(drawCount)
drawFrame()
loadCart().catch(() => {}) // the badge can wait; a page that needs the cart asks again and says what is wrong
render({ first: true })
