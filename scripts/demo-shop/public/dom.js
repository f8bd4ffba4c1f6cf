/** Set as properties: as attributes they would only be the value to begin with. */
const PROPERTIES = ["value", "checked"]

/**
 * `h("button", { class: "small", onclick: add }, "Add")`. Null and false are left out, as attributes and as children.
 *
 * @returns {HTMLElement}
 */
export function h(tag, attributes, ...children) {
  const node = document.createElement(tag)
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value)
    else if (PROPERTIES.includes(name)) node[name] = value
    else node.setAttribute(name, value === true ? "" : value)
  }
  return node
}

/** The heading of a page. The router moves the focus here, so that a screen reader starts with it. */
export const heading = (...children) => h("h1", { tabindex: "-1" }, ...children)

/** For screen readers alone. */
export const unseen = (...children) => h("span", { class: "unseen" }, ...children)
