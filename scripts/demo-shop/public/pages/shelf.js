import { h, heading } from "../dom.js"
import { productCard } from "../parts/product-card.js"
import { listProducts } from "../store/products.js"
import { text } from "../texts/index.js"

export async function shelfPage() {
  const products = await listProducts()
  return {
    title: text("shelf"),
    body: h(
      "div",
      null,
      h("div", { class: "hero" }, heading(text("shelf")), h("p", { class: "lead" }, text("lead"))),
      h("ul", { class: "grid" }, products.map(productCard))
    ),
  }
}
