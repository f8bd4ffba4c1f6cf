import { createElement } from "react"
import { renderToString } from "react-dom/server"
import { payment } from "../../core/__tests__/fixtures"
import { QPayCheckout, useQPayCheckout } from ".."

test("on a server the component is just the tag", () => {
  const page = renderToString(
    createElement(
      QPayCheckout,
      { backend: "https://api.shop.mn", cartId: "cart_1", lang: "en", className: "pay", texts: {}, onOrder: () => {} },
      createElement("b", { slot: "header" }, "Shop")
    )
  )
  expect(page).toBe(
    '<qpay-checkout backend="https://api.shop.mn" cart-id="cart_1" lang="en" class="pay"><b slot="header">Shop</b></qpay-checkout>'
  )
})

test("on a server the hook tells what was known from the start, and asks nobody", () => {
  const asked = jest.fn()
  const Page = () => {
    const { state } = useQPayCheckout({ cartId: "cart_1", initial: payment(), fetch: asked })
    return createElement("p", null, state.phase, " ", state.status?.amount_text)
  }
  expect(renderToString(createElement(Page))).toContain("waiting")
  expect(asked).not.toHaveBeenCalled()
})
