import {
  type CheckoutModel,
  checkoutModel,
  checkoutStyles,
  foldName,
  isOver,
  type Region,
  REGIONS,
  regions,
  renderShadow,
} from "../view"

export interface Painter {
  paint(model: CheckoutModel): void
  /** Sets the countdown alone. */
  tick(text: string): void
  /** Shows the banks whose name contains `query`. */
  filter(query: string): void
}

let sheet: CSSStyleSheet | undefined

/** Keeps a shadow root as a model says, touching only what changed: focus and live regions survive. */
export function createPainter(root: ShadowRoot): Painter {
  let written: Partial<Record<Region, string>> = {}
  let pending = false
  const find = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)

  function begin(model: CheckoutModel): void {
    if (find(".card")) {
      // The server drew it without a clock and without knowing this browser.
      written = regions(checkoutModel({ ...asServed(model) }))
      root.querySelectorAll("img").forEach((image) => image.complete && pictureCame(image))
    } else {
      root.innerHTML = renderShadow(model, { styles: false })
      written = regions(model)
    }
    if (!find("style")) dress(root)
    for (const type of ["load", "error"]) {
      root.addEventListener(type, ({ target }) => target instanceof HTMLImageElement && pictureCame(target), true)
    }
  }

  function write(model: CheckoutModel): void {
    const next = regions(model)
    const changed = REGIONS.filter((region) => next[region] !== written[region])
    const focused = root.activeElement
    const action = focused?.getAttribute("data-action")
    for (const region of changed) {
      const place = find(`[data-region="${region}"]`)
      if (place) place.innerHTML = next[region]
    }
    written = next
    if (focused && !focused.isConnected) {
      const heir = action && find(`[data-action="${action}"]`)
      ;(heir || find('[data-region="status"]'))?.focus({ preventScroll: true })
    }
  }

  return {
    paint(model) {
      if (!written.status) begin(model)
      const card = find(".card")
      const body = find(".body")
      if (!card || !body) return
      const height = body.offsetHeight
      write(model)
      card.lang = model.language
      card.setAttribute("aria-label", model.texts.title)
      const over = isOver(model)
      body.classList.toggle("over", over)
      if (over) body.style.setProperty("--_held", `${height}px`)
      if (over && pending) show(find('[data-region="status"]'))
      pending = !over
    },

    tick(text) {
      const time = find("[data-time]")
      if (time && time.textContent !== text) time.textContent = text
    },

    filter(query) {
      const wanted = foldName(query)
      let found = 0
      root.querySelectorAll<HTMLElement>("[data-names]").forEach((bank) => {
        bank.hidden = !bank.dataset.names?.includes(wanted)
        if (!bank.hidden) found++
      })
      const rest = find<HTMLDetailsElement>("[data-rest]")
      if (rest && wanted) rest.open = true
      const none = find("[data-none]")
      if (none) none.hidden = found > 0
    },
  }
}

function asServed(model: CheckoutModel) {
  const { status, note, language, returnUrl, formAction } = model
  const texts = { [language]: model.texts }
  return { status: status ?? undefined, note, language, texts, returnUrl, formAction }
}

/** Before a picture came, and when it never comes, the bank's initials are seen. */
function pictureCame(image: HTMLImageElement): void {
  if (image.naturalWidth) image.dataset.loaded = ""
  else if (image.complete) image.remove()
}

/** The shopper may have scrolled down to the banks. */
function show(element: HTMLElement | null): void {
  const { top, bottom } = element?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
  if (top < 0 || bottom > innerHeight) element?.scrollIntoView({ block: "center" })
}

/** A constructed sheet passes every Content-Security-Policy; a style tag is for browsers without them. */
function dress(root: ShadowRoot): void {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(checkoutStyles)
    }
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement("style")
    style.textContent = checkoutStyles
    root.prepend(style)
  }
}
