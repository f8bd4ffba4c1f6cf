import { h } from "../dom.js"
import { pictureOf, titleOf } from "../store/products.js"
import { money, text } from "../texts/index.js"

/** A line item's title in the shopper's language: the cart knows only the one it was added with. */
export function titleOfItem(item, products) {
  const product = products.find(({ handle }) => handle === item.product_handle)
  return product ? titleOf(product) : item.product_title
}

/** The things of a cart or an order, to read. */
export const itemList = (items, products) =>
  h(
    "ul",
    { class: "lines" },
    items.map((item) =>
      h(
        "li",
        null,
        h("img", { src: pictureOf(item.product_handle), alt: "", width: 56, height: 56 }),
        h(
          "div",
          null,
          h("p", { class: "strong" }, titleOfItem(item, products)),
          h("p", { class: "dim" }, text("each", { price: money(item.unit_price), quantity: item.quantity }))
        ),
        h("p", { class: "sum" }, money(item.unit_price * item.quantity))
      )
    )
  )
