import { h, heading } from "../dom.js"
import { itemList } from "../parts/lines.js"
import { steps } from "../parts/steps.js"
import { totals } from "../parts/totals.js"
import { bankCard } from "../pay/bank-card.js"
import { variantSwitch } from "../pay/variants.js"
import { go } from "../router.js"
import { loadCart } from "../store/cart.js"
import { listProducts } from "../store/products.js"
import { language, text } from "../texts/index.js"

/** The order is seen where it was paid for, before its own page comes. */
const LOOK_MS = 1500

/** The last thing known of a payment: with it another variant, or language, is there without a question. */
let known = null

export async function payPage(_, { again }) {
  const [cart, products] = await Promise.all([loadCart(), listProducts()])
  if (!cart?.items?.length) return { redirect: "/cart" }
  // A completed cart stays here: the payment says which order it became.
  if (!cart.completed_at && !isReady(cart)) return { redirect: "/checkout" }
  if (!again || known?.amount !== cart.total) known = null

  let timer
  const bank = bankCard()
  const payment = {
    cart,
    language: language(),
    initial: () => known ?? undefined,
    onState({ status }) {
      known = status?.status === "pending" ? status : null
      bank.show(status)
    },
    onOrder(orderId) {
      loadCart().catch(() => {}) // it is done: the badge goes
      clearTimeout(timer)
      timer = setTimeout(go, LOOK_MS, `/thanks/${orderId}`)
    },
  }
  const variants = variantSwitch(payment)
  if (known) bank.show(known)

  const body = h(
    "div",
    { class: "pay-page" },
    steps("stepPayment"),
    heading(text("pay")),
    h(
      "div",
      { class: "two pay" },
      h("div", { class: "stack" }, variants.node),
      h("div", { class: "stack" }, bank.node, orderCard(cart, products))
    )
  )
  return {
    title: text("pay"),
    body,
    leave() {
      clearTimeout(timer)
      variants.leave()
    },
  }
}

const isReady = ({ email, shipping_methods }) => Boolean(email && shipping_methods?.length)

const orderCard = (cart, products) =>
  h(
    "aside",
    { class: "card side", "aria-labelledby": "your-order" },
    h(
      "div",
      { class: "side-head" },
      h("h2", { id: "your-order" }, text("yourOrder")),
      h("a", { href: "#/checkout", "aria-label": text("changeDetails") }, text("change"))
    ),
    itemList(cart.items, products),
    totals(cart)
  )
