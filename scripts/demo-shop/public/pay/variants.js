// Three ways to put the same payment on a page. Each is a module of its own that comes when it is asked for, with
// mount(host, payment) → unmount.
import { h } from "../dom.js"
import { choice } from "../parts/choice.js"
import { toast } from "../parts/toast.js"
import { recall, remember } from "../storage.js"
import { sorry, text } from "../texts/index.js"

const KEY = "qpay-demo-variant"

const VARIANTS = {
  element: { load: () => import("./element.js"), code: '<qpay-checkout cart-id="cart_…">' },
  react: { load: () => import("./react.js"), code: "<QPayCheckout cartId={cart.id} />" },
  hosted: { load: () => import("./hosted.js"), code: "session.data.pay_url" },
}

export function variantSwitch(payment) {
  const stored = recall(KEY)
  let current = Object.hasOwn(VARIANTS, stored ?? "") ? stored : "element"
  let unmount = () => {}
  const note = h("p", { class: "variant-note dim" })
  const stage = h("div", { class: "stage" })

  async function show(name) {
    current = name
    remember(KEY, name)
    note.replaceChildren(text(`${name}Note`), " ", h("code", null, VARIANTS[name].code))
    try {
      const { mount } = await VARIANTS[name].load()
      if (current !== name) return
      unmount()
      const host = h("div")
      stage.replaceChildren(host)
      unmount = mount(host, payment)
    } catch (error) {
      toast(sorry(error))
    }
  }

  const tab = (name) =>
    choice(
      { name: "variant", value: name, checked: name === current, onchange: () => show(name) },
      h("span", null, text(name))
    )
  const tabs = h(
    "fieldset",
    { class: "switch" },
    h("legend", { class: "unseen" }, text("variants")),
    Object.keys(VARIANTS).map(tab)
  )
  show(current)
  return {
    node: h("div", null, tabs, note, stage),
    leave() {
      current = null
      unmount()
    },
  }
}
