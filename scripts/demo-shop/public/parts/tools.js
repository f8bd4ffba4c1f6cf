import { h } from "../dom.js"
import { countOf } from "../store/cart.js"
import { language, text } from "../texts/index.js"
import { icon } from "./icon.js"

/** The other language, and the cart. */
export function drawTools(place, { onLanguage }) {
  const count = countOf()
  const other = language() === "mn" ? "en" : "mn"
  place.replaceChildren(
    h("button", { class: "tool", type: "button", lang: other, onclick: onLanguage }, text("otherLanguage")),
    h(
      "a",
      { class: "tool cart-link", href: "#/cart", "aria-label": text("cartCount", { count }) },
      icon("cart"),
      count > 0 && h("span", { class: "badge", "aria-hidden": "true" }, String(count))
    )
  )
}
