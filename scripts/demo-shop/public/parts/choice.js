import { h } from "../dom.js"

/** Radio buttons that look like cards or tabs, and behave like radio buttons. */
export const choice = ({ name, value, checked, onchange }, ...label) =>
  h("label", { class: "choice" }, h("input", { type: "radio", name, value, checked, onchange }), ...label)
