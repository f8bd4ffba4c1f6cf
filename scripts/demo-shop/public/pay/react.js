import { createElement, StrictMode, useState } from "react"
import { createRoot } from "react-dom/client"
import { QPayCheckout } from "../../../../src/storefront/react"
import { config } from "../config.js"
import { text } from "../texts/index.js"

/** `<QPayCheckout>`, as it would stand in a React storefront: strict mode, callbacks written inline. */
export function mount(host, payment) {
  const root = createRoot(host)
  root.render(createElement(StrictMode, null, createElement(Payment, { ...payment, first: payment.initial() })))
  return () => root.unmount()
}

function Payment({ cart, language, first, onState, onOrder }) {
  const [order, setOrder] = useState(null)
  const link = order && createElement("a", { href: `#/thanks/${order}` }, text("seeOrder"))
  return createElement(
    QPayCheckout,
    {
      backend: config.storeUrl,
      publishableKey: config.publishableKey,
      cartId: cart.id,
      providerId: config.providerId,
      lang: language,
      initial: first,
      onState,
      onOrder: (orderId) => {
        setOrder(orderId)
        onOrder(orderId)
      },
    },
    createElement("p", { slot: "order" }, link)
  )
}
