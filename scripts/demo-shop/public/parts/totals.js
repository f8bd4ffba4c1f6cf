import { h } from "../dom.js"
import { deliveryName } from "../store/delivery.js"
import { money, moneyOrFree, text } from "../texts/index.js"

/** Goods, delivery and what it comes to, of a cart or an order. */
export function totals({ item_total, shipping_methods, total }, { label = text("total") } = {}) {
  const method = shipping_methods?.[0]
  const row = (name, value, kind) => h("div", { class: kind }, h("dt", null, name), h("dd", null, value))
  return h(
    "dl",
    { class: "totals" },
    row(text("goods"), money(item_total)),
    method
      ? row(deliveryName(method), moneyOrFree(method.amount))
      : row(text("delivery"), h("span", { class: "dim" }, text("notYetChosen"))),
    row(label, money(total), "grand")
  )
}
