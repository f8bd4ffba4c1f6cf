import { h, unseen } from "../dom.js"
import { addItem } from "../store/cart.js"
import { titleOf, variantOf } from "../store/products.js"
import { text } from "../texts/index.js"
import { busy } from "./busy.js"
import { toast } from "./toast.js"

/** `quantity` is a function: it is asked when the button is pressed. */
export function addButton(product, { quantity = () => 1, kind = "" } = {}) {
  const title = titleOf(product)
  const button = h(
    "button",
    { class: `button ${kind}`, type: "button", "data-handle": product.handle, onclick: add },
    text("add"),
    unseen(`: ${title}`)
  )
  function add() {
    return busy(button, text("adding"), async () => {
      await addItem(variantOf(product).id, quantity())
      toast(text("added", { title }), { href: "#/cart", label: text("seeCart") })
    })
  }
  return button
}
