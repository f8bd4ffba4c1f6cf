import { formatTime } from "../../../../src/storefront/texts"
import { config } from "../config.js"
import { h, heading } from "../dom.js"
import { awayLink } from "../parts/away-link.js"
import { icon } from "../parts/icon.js"
import { itemList } from "../parts/lines.js"
import { totals } from "../parts/totals.js"
import { forgetCart, loadCart } from "../store/cart.js"
import { sdk } from "../store/medusa.js"
import { orderOfPayment } from "../store/payment.js"
import { listProducts } from "../store/products.js"
import { text } from "../texts/index.js"

/**
 * An order; or a payment that somebody comes back from, paid or not.
 *
 * @param {string} reference order_… or payses_…
 */
export async function thanksPage(reference) {
  const orderId = reference.startsWith("payses_") ? await orderOfPayment(reference) : reference
  if (!orderId) return { redirect: "/pay" }
  const [{ order }, products, cart] = await Promise.all([sdk.store.order.retrieve(orderId), listProducts(), loadCart()])
  if (cart?.completed_at) forgetCart()
  return {
    title: text("thanks"),
    body: h(
      "article",
      { class: "thanks card" },
      h("span", { class: "disc" }, icon("check")),
      heading(text("thanks")),
      h("p", { class: "dim" }, text("thanksText")),
      facts(order),
      h("h2", { class: "unseen" }, text("orderedGoods")),
      itemList(order.items, products),
      totals(order, { label: text("paidTotal") }),
      h(
        "div",
        { class: "thanks-links" },
        h("a", { class: "button", href: "#/" }, text("backToShop")),
        config.adminUrl &&
          awayLink({ class: "button quiet", href: `${config.adminUrl}/orders/${order.id}` }, text("inAdmin"))
      )
    ),
  }
}

function facts({ display_id, created_at, email, shipping_address }) {
  const { first_name, last_name, phone, province, address_1 } = shipping_address ?? {}
  const row = (name, ...values) => {
    const lines = values.filter(Boolean)
    return (
      lines.length > 0 &&
      h(
        "div",
        null,
        h("dt", null, name),
        h(
          "dd",
          null,
          lines.map((line) => h("span", null, line))
        )
      )
    )
  }
  return h(
    "dl",
    { class: "facts" },
    row(text("orderNumber"), `#${display_id}`),
    row(text("orderTime"), formatTime(created_at)),
    row(text("receiver"), [first_name, last_name].filter(Boolean).join(" "), [phone, email].filter(Boolean).join(", ")),
    address_1 && row(text("address"), [province, address_1].filter(Boolean).join(", "))
  )
}
