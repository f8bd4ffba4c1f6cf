import { h } from "../dom.js"
import { descriptionOf, pictureOf, priceOf, titleOf, variantOf } from "../store/products.js"
import { money } from "../texts/index.js"
import { addButton } from "./add-button.js"

/** The whole card leads to the product, by the link in its title; the button puts one into the cart. */
export const productCard = (product) =>
  h(
    "li",
    { class: "card product" },
    h("img", { class: "picture", src: pictureOf(product.handle), alt: "", width: 400, height: 300 }),
    h(
      "div",
      { class: "product-text" },
      h("h2", null, h("a", { class: "cover", href: `#/product/${product.handle}` }, titleOf(product))),
      h("p", { class: "dim description" }, descriptionOf(product)),
      h(
        "p",
        { class: "price-line" },
        h("span", { class: "price" }, money(priceOf(product))),
        h("span", { class: "dim" }, variantOf(product).title)
      ),
      addButton(product, { kind: "quiet" })
    )
  )
