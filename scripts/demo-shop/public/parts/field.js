import { h } from "../dom.js"
import { text } from "../texts/index.js"

/**
 * A labelled input with room for what is wrong with it. `options` makes it a choice: `[value, label]` each.
 *
 * @returns {{ node: HTMLElement, input: HTMLInputElement, check: () => boolean }} `check` shows what is wrong
 */
export function field({ name, value, valid, options, ...attributes }) {
  const id = `field-${name}`
  const common = { id, name, required: true, "aria-describedby": `${id}-wrong`, oninput: forgive, ...attributes }
  const input = options
    ? h(
        "select",
        { ...common, value },
        options.map(([key, label]) => h("option", { value: key }, label))
      )
    : h("input", { ...common, value })
  const wrong = h("p", { class: "wrong", id: `${id}-wrong` })

  function check() {
    const fine = valid(input.value.trim())
    input.setAttribute("aria-invalid", String(!fine))
    wrong.textContent = fine ? "" : text(`${name}Wrong`)
    return fine
  }
  /** Only what was found wrong is looked at while typing. */
  function forgive() {
    if (input.getAttribute("aria-invalid") === "true") check()
  }
  return { node: h("div", { class: "field" }, h("label", { for: id }, text(name)), input, wrong), input, check }
}
