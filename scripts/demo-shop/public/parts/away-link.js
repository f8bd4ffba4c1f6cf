import { h, unseen } from "../dom.js"
import { text } from "../texts/index.js"
import { icon } from "./icon.js"

/** A link that opens beside the shop, and says so. */
export const awayLink = (attributes, label) =>
  h("a", { target: "_blank", rel: "noopener", ...attributes }, label, unseen(` (${text("newTab")})`), icon("away"))
