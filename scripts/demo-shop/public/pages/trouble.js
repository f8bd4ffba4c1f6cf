import { h, heading } from "../dom.js"
import { sorry, text } from "../texts/index.js"

/** Instead of a page that could not be made. */
export const troublePage = (error, again) => ({
  title: text("trouble"),
  body: h(
    "div",
    { class: "empty", role: "alert" },
    heading(text("trouble")),
    h("p", { class: "dim" }, sorry(error)),
    h("button", { class: "button", type: "button", onclick: () => again() }, text("again"))
  ),
})
