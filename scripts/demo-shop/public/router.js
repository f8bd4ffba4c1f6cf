// The address after # names the page: #/product/aaruul is pages.product("aaruul").
import { troublePage } from "./pages/trouble.js"
import { text } from "./texts/index.js"

const main = document.getElementById("main")
let pages = {}
let turn = 0
let leave = () => {}

/**
 * A page is a function of its parameter that answers `{ title, body, leave? }` or `{ redirect }`.
 * `leave` is called when the page makes room for another one.
 */
export const setPages = (table) => (pages = table)

export function go(path) {
  if (location.hash === `#${path}`) render()
  else location.hash = path
}

/** `first`: the page was just opened. `again`: the same page in the other language. Neither moves the focus. */
export async function render({ first = false, again = false } = {}) {
  const mine = ++turn
  main.setAttribute("aria-busy", "true")
  const page = await ask({ again })
  if (mine !== turn) return page.leave?.() // a slower answer to an older click
  if (page.redirect !== undefined) {
    history.replaceState(null, "", `#${page.redirect}`)
    return render({ first, again })
  }
  leave()
  leave = page.leave ?? (() => {})
  main.replaceChildren(page.body)
  main.removeAttribute("aria-busy")
  document.title = `${page.title} · ${text("shop")}`
  if (first || again) return
  scrollTo(0, 0)
  main.querySelector("h1")?.focus({ preventScroll: true })
}

async function ask(how) {
  const [name, parameter = ""] = location.hash
    .replace(/^#?\/?/, "")
    .split("?")[0]
    .split("/")
  try {
    const page = Object.hasOwn(pages, name) ? pages[name] : pages.lost
    return await page(decodeURIComponent(parameter), how)
  } catch (error) {
    return troublePage(error, render)
  }
}

addEventListener("hashchange", () => render())
// The browser's "back" may bring an old picture of the page, from before the payment.
addEventListener("pageshow", ({ persisted }) => persisted && render())
