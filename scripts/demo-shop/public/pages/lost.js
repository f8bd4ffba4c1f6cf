import { h, heading } from "../dom.js"
import { text } from "../texts/index.js"

export const lostPage = () => ({
  title: text("lost"),
  body: h(
    "div",
    { class: "empty" },
    heading(text("lost")),
    h("p", { class: "dim" }, text("lostText")),
    h("a", { class: "button", href: "#/" }, text("backToShop"))
  ),
})
