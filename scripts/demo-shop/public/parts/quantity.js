import { h, unseen } from "../dom.js"
import { text } from "../texts/index.js"
import { icon } from "./icon.js"

/** − 2 +. `onStep` gets 1 or -1; `show(quantity)` writes the new number. */
export function quantityStepper({ title, quantity, onStep }) {
  const number = h("output", { "aria-live": "polite" })
  const less = stepButton("minus", text("less"), () => onStep(-1))
  const more = stepButton("plus", text("more"), () => onStep(1))
  function show(next) {
    number.replaceChildren(unseen(`${text("quantity")} `), String(next))
    less.setAttribute("aria-disabled", String(next <= 1))
  }
  show(quantity)
  const group = { class: "stepper", role: "group", "aria-label": text("quantityOf", { title }) }
  return { node: h("div", group, less, number, more), show }
}

const stepButton = (shape, label, onclick) => h("button", { type: "button", "aria-label": label, onclick }, icon(shape))
