import { h } from "../dom.js"

const SHOWN_MS = 5000
const place = document.getElementById("toast")
let timer

/** Says what was done, to the eye and to screen readers; `link` is `{ href, label }`. Nothing is only said here. */
export function toast(message, link) {
  clearTimeout(timer)
  place.replaceChildren(
    h(
      "p",
      { class: "toast" },
      h("span", null, message),
      link && h("a", { href: link.href, onclick: clear }, link.label)
    )
  )
  timer = setTimeout(clear, SHOWN_MS)
}

function clear() {
  // Not from under somebody's fingers.
  if (place.matches(":hover, :focus-within")) timer = setTimeout(clear, SHOWN_MS)
  else place.replaceChildren()
}
