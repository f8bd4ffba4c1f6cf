import { h } from "../dom.js"
import { text } from "../texts/index.js"

const STEPS = [
  ["stepCart", "/cart"],
  ["stepDelivery", "/checkout"],
  ["stepPayment", "/pay"],
]

/** Where in the order the shopper is; what is behind can be gone back to. */
export function steps(current) {
  const at = STEPS.findIndex(([name]) => name === current)
  const item = ([name, path], index) =>
    h(
      "li",
      { "aria-current": index === at && "step", class: index < at && "done" },
      index < at ? h("a", { href: `#${path}` }, text(name)) : text(name)
    )
  return h("nav", { class: "steps", "aria-label": text("stepsLabel") }, h("ol", null, STEPS.map(item)))
}
