import type { PaymentStatus } from "./contract"
import { type CheckoutEvent, type CheckoutState, INITIAL, type Note, reduce, remainingMs } from "./machine"
import { PACE, type Pace } from "./pace"
import { page as browserPage, type Page } from "./page"
import { createTransport, Refusal } from "./transport"
import { type Watch, watch } from "./watch"

/** What to pay, and whom to tell. One of `endpoint`, `sessionId` and `cartId` is needed. */
export interface CheckoutOptions {
  /** Address of the Medusa server, e.g. https://api.shop.mn. Not needed with `endpoint`. */
  backend?: string
  publishableKey?: string
  /** An existing payment session. */
  sessionId?: string
  /** A cart whose payment is opened, or found again. */
  cartId?: string
  /** Only with `cartId`; `pp_qpay_qpay` unless told. */
  providerId?: string
  /** A payment's own address, e.g. that of a hosted pay page. */
  endpoint?: string
  /** What the server has already told, for a first paint without a question. */
  initial?: PaymentStatus
  /** The money is there. Once per session. */
  onPaid?(status: PaymentStatus): void
  /** The order is placed. Once per session. */
  onOrder?(orderId: string, status: PaymentStatus): void
  /** The QR can no longer be paid. Once per session. */
  onExpired?(status: PaymentStatus): void
  fetch?: typeof fetch
  /** For servers that want other intervals. */
  pace?: Partial<Pace>
  /** For other surroundings than a browser's page. */
  page?: Page
}

/** Follows one payment to its end. */
export interface Checkout {
  /** The same object until something changed. */
  getState(): CheckoutState
  /** @returns unsubscribe */
  subscribe(listener: () => void): () => void
  /** Milliseconds for which the QR can still be paid, by the server's clock; null when it does not expire. */
  remainingMs(): number | null
  /** "I have paid": has QPay asked. Pressed twice, it asks once. */
  check(): Promise<CheckoutState>
  /**
   * Asks for a live QR of the same payment until there is one (or a refusal); after `unavailable`, tries again.
   * Pressed twice, it asks once. @returns the state after the first answer
   */
  renew(): Promise<CheckoutState>
  /** Starts to follow; also after `destroy`. */
  start(): void
  /** Ends every request, timer and listener. */
  destroy(): void
}

/** One lost question is not worth a word to the shopper. */
const LOST_AFTER = 2

export function createCheckout(options: CheckoutOptions): Checkout {
  const pace: Pace = { ...PACE, ...options.pace }
  const page = options.page ?? browserPage
  const transport = createTransport(options.publishableKey, options.fetch)
  const sessions = `${(options.backend ?? "").replace(/\/+$/, "")}/store/qpay/payment-sessions`
  const endpointOf = (id?: string) => options.endpoint ?? (id && `${sessions}/${encodeURIComponent(id)}`)

  const listeners = new Set<() => void>()
  const told = new Set<string>()
  const now = () => performance.now()
  let state = INITIAL
  let endpoint = endpointOf(options.sessionId ?? options.initial?.id)
  let watching: Watch | undefined
  let life = new AbortController()
  let checking: Promise<CheckoutState> | undefined
  /** The question on its way makes the server issue a QR: it is waited for, however long it takes. */
  let issuing = false
  let tickets = 0
  let taken = 0

  /** Listeners and callbacks run apart: a shop's error must not stop the watch. */
  function dispatch(event: CheckoutEvent): void {
    const next = reduce(state, event)
    if (next === state) return
    state = next
    tell()
    listeners.forEach((listener) => queueMicrotask(listener))
  }

  function tell(): void {
    const { status } = state
    if (!status || !watching) return
    const once = (what: string, callback: () => void) => {
      const key = what + status.id
      if (told.has(key)) return
      told.add(key)
      queueMicrotask(callback)
    }
    const placed = status.status === "order_placed"
    if (placed || status.status === "paid") once("paid", () => options.onPaid?.(status))
    if (placed) once("order", () => options.onOrder?.(status.order_id ?? "", status))
    if (status.status === "expired") once("expired", () => options.onExpired?.(status))
  }

  /** Takes an answer. `ticket` tells when it was asked for: one that comes late is older than it looks. */
  function answered(status: PaymentStatus, ticket = ++tickets, renewed = false): void {
    const fresh = ticket > taken
    if (fresh) taken = ticket
    dispatch({ type: "answer", status, fresh, renewed, at: now() })
  }

  async function ask(signal: AbortSignal): Promise<void> {
    const ticket = ++tickets
    const opening = !endpoint
    const renewing = state.renewing && state.status !== null
    issuing = opening || renewing
    const { payment_session: status } = await (!endpoint
      ? transport.open(sessions, { cart_id: options.cartId, provider_id: options.providerId }, signal)
      : renewing
        ? transport.renew(endpoint, signal)
        : transport.read(endpoint, signal))
    if (signal.aborted) return
    if (issuing) endpoint = endpointOf(status.id)
    answered(status, ticket, state.renewing)
    if (renewing) follow()
  }

  function follow(): void {
    watching?.stop()
    watching = watch({
      pace,
      page,
      now,
      ask,
      answered: (status) => answered(status),
      state: () => state,
      repeatable: () => !issuing,
      streams: () => Boolean(endpoint),
      stream: (how) => transport.stream(endpoint ?? "", how),
      failed,
    })
  }

  function failed(reason: unknown, failures: number): void {
    const { error, final } = reason instanceof Refusal ? reason : ({} as Partial<Refusal>)
    if (error && final && (state.renewing || error.http === 404 || !state.status)) dispatch({ type: "refused", error })
    else if (failures >= LOST_AFTER || page.offline()) dispatch({ type: "lost", error })
  }

  async function checkOnce(address: string, signal: AbortSignal): Promise<CheckoutState> {
    let note: Note = "check_unavailable"
    dispatch({ type: "check" })
    const ticket = ++tickets
    try {
      const { payment_session, check } = await transport.check(address, signal)
      if (check !== "unavailable") note = "not_yet"
      if (!signal.aborted) answered(payment_session, ticket)
    } catch {
      // The watch goes on by itself; the note says that this one try was in vain.
    }
    dispatch({ type: "checked", note: signal.aborted ? null : note })
    watching?.replan()
    return state
  }

  if (options.initial) answered(options.initial)

  return {
    getState: () => state,
    remainingMs: () => remainingMs(state, now()),

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async check() {
      if (!endpoint || !watching) return state
      checking ??= checkOnce(endpoint, life.signal).finally(() => (checking = undefined))
      return checking
    },

    async renew() {
      if (watching) {
        dispatch({ type: "renew" })
        await watching.ask(true)
      }
      return state
    },

    start() {
      if (watching) return
      life = new AbortController()
      follow()
      tell()
    },

    destroy() {
      watching?.stop()
      watching = undefined
      life.abort()
    },
  }
}
