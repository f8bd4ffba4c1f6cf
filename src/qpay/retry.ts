import { isQPayError } from "./errors"

/** Time, chance and waiting, as parameters. */
export type Clock = { now: () => number; random: () => number; sleep: (ms: number) => Promise<void> }

const FIRST_DELAY_MS = 300
const MAX_DELAY_MS = 5_000
/** However long QPay asks us to wait, somebody is waiting on our side too. */
const MAX_RETRY_AFTER_MS = 10_000

export const systemClock: Clock = {
  now: Date.now,
  random: Math.random,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/**
 * Runs `attempt` until it succeeds, fails for good, or was tried `attempts` times. Only for calls that change nothing:
 * reads and tokens.
 */
export async function withRetries<T>(
  attempts: number,
  clock: Clock,
  attempt: (tried: number) => Promise<T>
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(tried)
    } catch (error) {
      if (!isQPayError(error) || !error.retryable || !(tried < attempts)) {
        throw error
      }
      await clock.sleep(delayMs(tried, error.retryAfterMs, clock.random))
    }
  }
}

/** What QPay asked for, capped; else exponential with jitter, so that many clients do not come back together. */
function delayMs(tried: number, retryAfterMs: number | undefined, random: () => number): number {
  if (retryAfterMs !== undefined) {
    return Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)
  }
  const full = Math.min(FIRST_DELAY_MS * 2 ** (tried - 1), MAX_DELAY_MS)
  return Math.round(full * (0.5 + random() / 2))
}

/** A Retry-After header (seconds or an HTTP date) in milliseconds from now; undefined when absent or unreadable. */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
  if (typeof header !== "string" || header.trim() === "") {
    return undefined
  }
  const text = header.trim()
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
