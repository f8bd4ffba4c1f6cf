import { h, heading } from "../dom.js"
import { complain } from "../parts/complain.js"
import { titleOfItem } from "../parts/lines.js"
import { quantityStepper } from "../parts/quantity.js"
import { steps } from "../parts/steps.js"
import { toast } from "../parts/toast.js"
import { totals } from "../parts/totals.js"
import { changeQuantity, loadCart, openCart, removeItem } from "../store/cart.js"
import { listProducts, pictureOf } from "../store/products.js"
import { money, text } from "../texts/index.js"

export async function cartPage() {
  const [products] = await Promise.all([listProducts(), loadCart()])
  const body = h("div")
  const shown = openCart()
  if (shown?.items.length) drawFull(body, shown, products)
  else drawEmpty(body)
  return { title: text("cart"), body }
}

function drawEmpty(body) {
  body.replaceChildren(
    h(
      "div",
      { class: "empty" },
      heading(text("empty")),
      h("p", { class: "dim" }, text("emptyText")),
      h("a", { class: "button", href: "#/" }, text("toShelf"))
    )
  )
}

function drawFull(body, cart, products) {
  const sum = h("div", null, totals(cart))
  const title = heading(text("cart"))
  const row = (item) => cartRow(item, titleOfItem(item, products), changed)
  // Rows stay where they are, so that the focus does, too; only the sum is written anew.
  function changed(next, { emptied = false } = {}) {
    if (!next?.items.length) {
      drawEmpty(body)
      return body.querySelector("h1").focus()
    }
    sum.replaceChildren(totals(next))
    if (emptied) title.focus()
  }
  body.replaceChildren(
    steps("stepCart"),
    title,
    h(
      "div",
      { class: "two" },
      h("ul", { class: "card rows" }, cart.items.map(row)),
      h("aside", { class: "card side" }, sum, h("a", { class: "button", href: "#/checkout" }, text("toCheckout")))
    )
  )
}

function cartRow(item, title, changed) {
  const sum = h("p", { class: "sum" }, money(item.unit_price * item.quantity))
  const stepper = quantityStepper({ title, quantity: item.quantity, onStep })

  async function tried(work, after) {
    try {
      after(await work())
    } catch (error) {
      complain(error)
    }
  }
  function onStep(step) {
    return tried(
      () => changeQuantity(item.id, step),
      (cart) => {
        const now = cart.items.find(({ id }) => id === item.id)
        if (!now) return
        stepper.show(now.quantity)
        sum.textContent = money(now.unit_price * now.quantity)
        changed(cart)
      }
    )
  }
  const remove = () =>
    tried(
      () => removeItem(item.id),
      (cart) => {
        node.remove()
        toast(text("removed", { title }))
        changed(cart, { emptied: true })
      }
    )
  const label = text("removeItem", { title })
  const node = h(
    "li",
    { class: "row" },
    h("img", { src: pictureOf(item.product_handle), alt: "", width: 88, height: 88 }),
    h(
      "div",
      { class: "row-text" },
      h("p", { class: "strong" }, h("a", { href: `#/product/${item.product_handle}` }, title)),
      h("p", { class: "dim" }, `${item.variant_title} · ${money(item.unit_price)}`)
    ),
    sum,
    h(
      "div",
      { class: "row-tools" },
      stepper.node,
      h("button", { class: "text-button", type: "button", "aria-label": label, onclick: remove }, text("remove"))
    )
  )
  return node
}
