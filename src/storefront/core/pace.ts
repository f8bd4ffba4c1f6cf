import type { CheckoutState } from "./machine"

/** Milliseconds. */
export interface Pace {
  /** Between two questions while someone waits. */
  pollMs: number
  /** The longest pause while the page is hidden or the server fails. */
  pollMaxMs: number
  /** First and longest pause once nothing is expected any more, though late money may still come. */
  slowMs: number
  slowMaxMs: number
  /** First and longest pause before the stream is tried again. */
  streamMs: number
  streamMaxMs: number
  /** A stream without a byte for so long is dead; the server beats every 15 seconds. */
  silenceMs: number
}

export const PACE: Pace = {
  pollMs: 2_000,
  pollMaxMs: 30_000,
  slowMs: 15_000,
  slowMaxMs: 60_000,
  streamMs: 2_000,
  streamMaxMs: 60_000,
  silenceMs: 40_000,
}

/** How closely a state is watched. `over` is for good: nothing will change any more, or only the shopper can change it. */
export type Watching = "close" | "slow" | "over"

export function watchingOf({ phase, status, renewing }: CheckoutState): Watching {
  if (renewing) {
    return "close"
  }
  if (phase === "unavailable") {
    return status ? "slow" : "over"
  }
  switch (status?.status) {
    case "order_placed":
    case "refunded":
      return "over"
    case "expired":
    case "canceled":
    case "attention":
      return "slow"
    default:
      return "close"
  }
}

export interface Moment {
  watching: Watching
  /** The stream brings bytes. */
  live: boolean
  hidden: boolean
  failing: boolean
  /** The QR is not here yet. */
  incomplete: boolean
  /** How many questions in a row brought nothing new while hidden, failing or slow. */
  idle: number
  /** Since the last question was answered, or the stream told its last. */
  sinceMs: number
  /** Until the QR expires; null when it does not. */
  remainingMs: number | null
  /** The server asked for a pause. */
  retryAfterMs: number
}

const AFTER_ZERO_MS = 300

/** Do the pauses grow? They do while nobody looks, the server fails, or nothing is expected. */
export const grows = (now: Moment): boolean =>
  now.watching === "slow" || now.hidden || now.failing || (now.live && now.remainingMs === 0)

/** When to ask next; null for not by oneself. */
export function pollDelay(now: Moment, pace: Pace): number | null {
  if (now.watching === "over") {
    return null
  }
  if (now.live && !now.failing && !now.incomplete && now.remainingMs !== 0) {
    return now.remainingMs === null ? null : now.remainingMs + AFTER_ZERO_MS
  }
  const [first, longest] = now.watching === "slow" ? [pace.slowMs, pace.slowMaxMs] : [pace.pollMs, pace.pollMaxMs]
  const pause = grows(now) ? Math.min(longest, first * 2 ** now.idle) : first
  return Math.max(0, Math.max(pause, now.retryAfterMs) - now.sinceMs)
}

/**
 * When to try the stream again.
 *
 * @param tries how many in a row did not hold
 * @param chance 0 to 1, so that a thousand pages do not come back to a restarted server at once
 */
export function streamDelay(tries: number, retryAfterMs: number, chance: number, pace: Pace): number {
  return Math.max(Math.min(pace.streamMaxMs, pace.streamMs * 2 ** tries) * (0.5 + chance / 2), retryAfterMs)
}
