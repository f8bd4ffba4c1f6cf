import "../../../../src/storefront/element"
import { config } from "../config.js"
import { h } from "../dom.js"
import { text } from "../texts/index.js"

/** `<qpay-checkout>`: attributes in, events out. */
export function mount(host, { cart, language, initial, onState, onOrder }) {
  const place = h("p", { slot: "order" })
  const element = h(
    "qpay-checkout",
    {
      backend: config.storeUrl,
      "publishable-key": config.publishableKey,
      "cart-id": cart.id,
      "provider-id": config.providerId,
      lang: language,
      "onqpay-state": ({ detail }) => onState(detail.state),
      "onqpay-order": ({ detail }) => {
        place.replaceChildren(h("a", { href: `#/thanks/${detail.orderId}` }, text("seeOrder")))
        onOrder(detail.orderId)
      },
    },
    place
  )
  element.initial = initial()
  host.append(element)
  return () => element.remove()
}
