import { type CheckoutError, type PaymentStatus, RANK } from "./contract"

/**
 * What the shopper sees. `offline` and `checking` keep the last known status, so QR and links can stay on screen;
 * `unavailable` means that the server refuses to show this payment, and `error` says why. So it does when `offline`
 * means that the server answers but cannot go on, as while QPay is away.
 */
export type Phase = "loading" | "waiting" | "checking" | "offline" | "unavailable" | Exclude<Status, "pending">

type Status = PaymentStatus["status"]

/** What came of the last "I have paid": nothing yet, or QPay could not be asked. */
export type Note = "not_yet" | "check_unavailable"

/** Immutable; the same object until something changed. */
export interface CheckoutState {
  readonly phase: Phase
  /** The last known answer, with the payment details while it is pending. */
  readonly status: PaymentStatus | null
  readonly note: Note | null
  readonly error: CheckoutError | null
  /** "I have paid" is being asked. */
  readonly checking: boolean
  /** A new QR is being asked for, as often as it takes. */
  readonly renewing: boolean
  /** False while the server cannot be reached. */
  readonly connected: boolean
  /** Server time less the local monotonic clock, in milliseconds; null before the first answer. */
  readonly serverOffsetMs: number | null
}

export type CheckoutEvent =
  /** `fresh`: asked after the last answer we took. `renewed`: the shopper asked for a new QR. `at`: monotonic ms. */
  | { type: "answer"; status: PaymentStatus; fresh: boolean; renewed: boolean; at: number }
  /** `error`: what the server said, where it answered at all. */
  | { type: "lost"; error?: CheckoutError }
  | { type: "refused"; error: CheckoutError }
  | { type: "check" }
  | { type: "checked"; note: Note | null }
  | { type: "renew" }

const CLOCK_NOISE_MS = 500

export const INITIAL: CheckoutState = {
  phase: "loading",
  status: null,
  note: null,
  error: null,
  checking: false,
  renewing: false,
  connected: true,
  serverOffsetMs: null,
}

/** Has QPay confirmed money for it? Such a status never falls back on screen. */
export const hasMoney = ({ status }: PaymentStatus): boolean => RANK[status] >= RANK.attention

/** The next state; the very same object when nothing changed. */
export function reduce(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  const changed = { ...state, ...changes(state, event) }
  const next = { ...changed, phase: phaseOf(changed) }
  return (Object.keys(next) as (keyof CheckoutState)[]).every((key) => next[key] === state[key]) ? state : next
}

function changes(state: CheckoutState, event: CheckoutEvent): Partial<CheckoutState> {
  switch (event.type) {
    case "answer":
      return answered(state, event)
    case "lost":
      return state.phase === "unavailable" ? {} : { connected: false, error: event.error ?? null }
    case "refused":
      return { connected: true, renewing: false, error: event.error }
    case "check":
      return { checking: true, note: null }
    case "checked":
      return { checking: false, note: state.status?.status === "pending" ? event.note : null }
    case "renew":
      return { connected: true, renewing: true, note: null, error: null }
  }
}

function answered(state: CheckoutState, event: Extract<CheckoutEvent, { type: "answer" }>): Partial<CheckoutState> {
  const { status: known } = state
  const renewing = state.renewing && !event.renewed
  if (known && !accepts(known, event.status, event)) {
    return { connected: true, renewing }
  }
  const status = merge(known, event.status)
  const news = known?.id !== status.id || known.status !== status.status
  const offset = Date.parse(event.status.server_time) - event.at
  const moved = Math.abs(offset - (state.serverOffsetMs ?? Infinity)) > CLOCK_NOISE_MS
  return {
    connected: true,
    renewing,
    status,
    serverOffsetMs: moved ? offset : state.serverOffsetMs,
    // A refused renewal stays on screen until there are news; what else was said is over with the first answer.
    error: news || !state.connected || state.phase === "unavailable" ? null : state.error,
    note: news ? null : state.note,
  }
}

/**
 * May `next` take the place of `known`? A late answer may not, except as the first to tell of money; and only the
 * shopper's "new QR" brings a dead session back to life.
 */
export function accepts(known: PaymentStatus, next: PaymentStatus, how: { fresh: boolean; renewed: boolean }): boolean {
  const sameSession = next.id === known.id
  if (hasMoney(known) !== hasMoney(next)) {
    return hasMoney(next) && (sameSession || how.fresh)
  }
  return how.renewed || (how.fresh && (!sameSession || RANK[next.status] >= RANK[known.status]))
}

/** Keeps what an answer left out, and the old object when only the clock moved. */
function merge(known: PaymentStatus | null, next: PaymentStatus): PaymentStatus {
  const kept = known?.id === next.id ? known.payment : null
  const merged = { ...next, payment: next.status === "pending" ? (next.payment ?? kept ?? null) : null }
  const timeless = (status: PaymentStatus) => JSON.stringify({ ...status, server_time: 0 })
  return known && timeless(known) === timeless(merged) ? known : merged
}

/** What to show for these facts. */
export function phaseOf(facts: Omit<CheckoutState, "phase">): Phase {
  const { status, error } = facts
  if (!status) {
    return !facts.connected ? "offline" : error ? "unavailable" : "loading"
  }
  if (error?.http === 404 && !hasMoney(status)) {
    return "unavailable"
  }
  if (status.status !== "pending") {
    return status.status
  }
  return facts.checking ? "checking" : facts.connected ? "waiting" : "offline"
}

/**
 * How long the QR can still be paid, by the server's clock.
 *
 * @param now the local monotonic clock, in milliseconds
 * @returns milliseconds, not below zero; null when it does not expire or nothing is waited for
 */
export function remainingMs(state: CheckoutState, now: number = performance.now()): number | null {
  const { status, serverOffsetMs } = state
  if (status?.status !== "pending" || !status.expires_at || serverOffsetMs === null) {
    return null
  }
  return Math.max(0, Date.parse(status.expires_at) - (now + serverOffsetMs))
}
