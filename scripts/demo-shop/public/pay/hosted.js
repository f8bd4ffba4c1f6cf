import { createCheckout } from "../../../../src/storefront/core"
import { config } from "../config.js"
import { h } from "../dom.js"
import { hostedPageOf } from "../store/payment.js"
import { money, sorry, text } from "../texts/index.js"

/** A link to the plugin's own page. The core follows the payment meanwhile: it may be paid from another window. */
export function mount(host, { cart, language, initial, onState, onOrder }) {
  let left = false
  const place = h("div", { class: "hosted-link", role: "status" }, h("p", { class: "dim" }, text("opening")))
  host.append(
    h(
      "div",
      { class: "card hosted" },
      h("p", { class: "dim" }, text("total")),
      h("p", { class: "price big" }, money(cart.total)),
      h("h2", null, text("hostedTitle")),
      h("p", null, text("hostedText")),
      place,
      h("p", { class: "dim" }, text("hostedShare"))
    )
  )

  const checkout = createCheckout({
    backend: config.storeUrl,
    publishableKey: config.publishableKey,
    cartId: cart.id,
    providerId: config.providerId,
    initial: initial(),
    onOrder(orderId) {
      left = true
      place.replaceChildren(h("a", { class: "button", href: `#/thanks/${orderId}` }, text("seeOrder")))
      onOrder(orderId)
    },
  })
  const stop = checkout.subscribe(() => onState(checkout.getState()))

  async function open() {
    try {
      const address = await hostedPageOf(cart.id, language)
      if (left) return
      place.replaceChildren(address ? h("a", { class: "button", href: address }, text("hostedOpen")) : "")
    } catch (error) {
      if (left) return
      const retry = h("button", { class: "button quiet", type: "button", onclick: open }, text("again"))
      place.replaceChildren(h("p", null, sorry(error)), retry)
    }
    if (!left) checkout.start()
  }
  void open()
  return () => {
    left = true
    stop()
    checkout.destroy()
  }
}
