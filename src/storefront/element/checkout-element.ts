import { type Checkout, type CheckoutState, createCheckout, type PaymentStatus } from "../core"
import { INITIAL } from "../core/machine"
import { formatCountdown, languageOf, type TextOverrides } from "../texts"
import { checkoutModel } from "../view"
import { ATTRIBUTES, enclosed, sourceOf } from "./attributes"
import { createPainter, type Painter } from "./painter"
import { recentBanks, rememberBank } from "./recent-banks"

const COPIED_MS = 2_000

/** There is no HTMLElement on a server; importing must not fail there. */
const Base = typeof HTMLElement === "undefined" ? (class {} as typeof HTMLElement) : HTMLElement

/** What the element tells the page. */
export interface QPayCheckoutEvents {
  "qpay-state": CustomEvent<{ state: CheckoutState }>
  "qpay-paid": CustomEvent<{ status: PaymentStatus }>
  "qpay-order": CustomEvent<{ orderId: string; status: PaymentStatus }>
  "qpay-expired": CustomEvent<{ status: PaymentStatus }>
}

/**
 * `<qpay-checkout backend="https://api.shop.mn" publishable-key="pk_…" cart-id="cart_…">`: the whole payment page as
 * one tag. Attributes: see {@link ATTRIBUTES}, `theme` ("light" or "dark") and `data-device` ("phone" or "desktop").
 */
export class QPayCheckoutElement extends Base {
  static readonly observedAttributes = ATTRIBUTES

  private checkout: Checkout | undefined
  private unsubscribe: (() => void) | undefined
  private source = ""
  private painter: Painter | undefined
  private overrides: TextOverrides | null = null
  private served: PaymentStatus | undefined
  private recent: string[] = []
  private copied = false
  private clock: ReturnType<typeof setTimeout> | undefined
  private planned = false

  /** The shop's own words, by language. */
  get texts(): TextOverrides | null {
    return this.overrides
  }
  set texts(texts: TextOverrides | null | undefined) {
    this.overrides = texts ?? null
    this.plan()
  }

  /** What the server has already told; the first paint needs no question then. */
  get initial(): PaymentStatus | undefined {
    return this.served
  }
  set initial(status: PaymentStatus | null | undefined) {
    this.served = status ?? undefined
    this.plan()
  }

  /** Where the payment stands. */
  get state(): CheckoutState {
    return this.checkout?.getState() ?? INITIAL
  }

  /** As if "I have paid" were pressed. */
  async check(): Promise<CheckoutState> {
    return this.checkout?.check() ?? this.state
  }

  /** As if "new QR" were pressed. */
  async renew(): Promise<CheckoutState> {
    return this.checkout?.renew() ?? this.state
  }

  connectedCallback(): void {
    this.takeEarly("texts")
    this.takeEarly("initial")
    this.checkout?.start()
    this.plan()
  }

  disconnectedCallback(): void {
    clearTimeout(this.clock)
    this.checkout?.destroy()
  }

  attributeChangedCallback(): void {
    this.plan()
  }

  /** A framework may set a property before the browser knows the element. */
  private takeEarly(name: "texts" | "initial"): void {
    if (!Object.prototype.hasOwnProperty.call(this, name)) return
    const value = this[name]
    delete (this as Partial<QPayCheckoutElement>)[name]
    Object.assign(this, { [name]: value })
  }

  /** Several changes of one moment are one update, and children are there by then. */
  private plan(): void {
    if (this.planned || !this.isConnected) return
    this.planned = true
    queueMicrotask(() => {
      this.planned = false
      if (this.isConnected) this.update()
    })
  }

  private update(): void {
    if (!this.painter) this.prepare()
    const source = sourceOf(this)
    const key = JSON.stringify(source)
    if (key !== this.source) {
      this.source = key
      this.checkout?.destroy()
      this.unsubscribe?.()
      this.checkout = undefined
      if (source) this.follow(createCheckout({ ...source, initial: this.served, ...this.callbacks() }))
    }
    this.paint()
  }

  private prepare(): void {
    const { status, texts } = enclosed(this)
    this.served ??= status
    this.overrides ??= texts ?? null
    this.recent = recentBanks()
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" })
    this.painter = createPainter(root)
    root.addEventListener("click", (event) => this.clicked(event))
    root.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement) this.painter?.filter(target.value)
    })
  }

  private follow(checkout: Checkout): void {
    this.checkout = checkout
    let isNew = true
    this.unsubscribe = checkout.subscribe(() => {
      if (this.checkout !== checkout || !this.isConnected) return
      const { status, connected, error } = checkout.getState()
      if (isNew && !status && !connected && !error) sayUnreachable(this.getAttribute("backend"))
      isNew &&= connected && !status
      this.paint()
      this.tell("qpay-state", { state: checkout.getState() })
    })
    checkout.start()
  }

  private callbacks() {
    return {
      onPaid: (status: PaymentStatus) => this.tell("qpay-paid", { status }),
      onOrder: (orderId: string, status: PaymentStatus) => this.tell("qpay-order", { orderId, status }),
      onExpired: (status: PaymentStatus) => this.tell("qpay-expired", { status }),
    }
  }

  private tell<K extends keyof QPayCheckoutEvents>(name: K, detail: QPayCheckoutEvents[K]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }

  private paint(): void {
    this.painter?.paint(
      checkoutModel({
        state: this.state,
        language: languageOf(this.getAttribute("lang")),
        texts: this.overrides,
        remainingMs: this.checkout?.remainingMs() ?? null,
        returnUrl: this.getAttribute("return-url"),
        formAction: this.getAttribute("endpoint"),
        recentBanks: this.recent,
        canCopy: Boolean(navigator.clipboard),
        copied: this.copied,
      })
    )
    this.tick()
  }

  private tick(): void {
    clearTimeout(this.clock)
    const remaining = this.checkout?.remainingMs() ?? null
    if (remaining === null || !this.isConnected) return
    this.painter?.tick(formatCountdown(remaining))
    if (remaining > 0) this.clock = setTimeout(() => this.tick(), (remaining % 1000) + 20)
  }

  private clicked(event: Event): void {
    const target = event.target as Element
    const bank = target.closest<HTMLElement>("[data-bank]")?.dataset.bank
    if (bank && target.closest("a")) rememberBank(bank)
    const action = target.closest<HTMLElement>("button[data-action]")?.dataset.action
    if (!action) return
    event.preventDefault()
    if (action === "check") void this.check()
    if (action === "renew") void this.renew()
    if (action === "copy") void this.copy()
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.state.status?.payment?.short_url ?? "")
    } catch {
      return // The link can still be marked by hand.
    }
    const show = (copied: boolean) => {
      this.copied = copied
      this.paint()
    }
    show(true)
    setTimeout(show, COPIED_MS, false)
  }
}

/** For the developer: a browser hides from the page why it did not let it ask. */
function sayUnreachable(backend: string | null): void {
  // eslint-disable-next-line no-console -- the shopper's page has no other place for a developer
  console.error(
    `[qpay-checkout] no answer from ${backend || location.origin}. Does Medusa run there, and does its STORE_CORS name ${location.origin}?`
  )
}

/** Makes the tag known to the browser. On a server, and the second time, it does nothing. */
export function defineQPayCheckout(tag = "qpay-checkout"): void {
  if (typeof customElements !== "undefined" && !customElements.get(tag)) {
    customElements.define(tag, QPayCheckoutElement)
  }
}
