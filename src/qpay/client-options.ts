import { QPAY_CLIENT_CODES, QPayError } from "./errors"
import type { CallInfo } from "./http"
import { Clock, systemClock } from "./retry"
import type { TokenCache } from "./token"

export type QPayClientOptions = {
  /** QPay's host, for example "https://merchant.qpay.mn" or "https://merchant-sandbox.qpay.mn". A closing "/v2" is fine. */
  baseUrl: string
  username: string
  password: string
  /** For one try of a call that creates something: QPay's sandbox is slow at it. Default 60000. */
  createTimeoutMs?: number
  /** For one try of any other call, and of a login. Default 20000. */
  timeoutMs?: number
  /** Tries of a read or a login. Default 3. Calls that change something are sent once. */
  attempts?: number
  /** Shares the token between servers of one account. */
  tokenCache?: TokenCache
  /** Told of every request on the wire. Gets no id and no secret; what it throws is ignored. */
  onCall?: (info: CallInfo) => void
  now?: () => number
  random?: () => number
  sleep?: (ms: number) => Promise<void>
}

/** For one call only. */
export type CallOptions = { timeoutMs?: number; attempts?: number }

export type ResolvedClientOptions = Required<Omit<QPayClientOptions, "tokenCache" | "onCall" | keyof Clock>> &
  Pick<QPayClientOptions, "tokenCache" | "onCall"> & { clock: Clock }

const LONGEST_TIMER_MS = 2 ** 31 - 1
export const MOST_ATTEMPTS = 10

/** @throws QPayError INVALID_OPTIONS naming every wrong option, never a value */
export function resolveClientOptions(options: QPayClientOptions): ResolvedClientOptions {
  const { createTimeoutMs = 60_000, timeoutMs = 20_000, attempts = 3, tokenCache, onCall } = options
  const baseUrl = trimBaseUrl(options.baseUrl)
  const problems = [
    baseUrl === null && "baseUrl must be an http or https address without a password in it",
    !options.username && "username must not be empty",
    !options.password && "password must not be empty",
    !isWholeUpTo(createTimeoutMs, LONGEST_TIMER_MS) && "createTimeoutMs must be milliseconds above zero",
    !isWholeUpTo(timeoutMs, LONGEST_TIMER_MS) && "timeoutMs must be milliseconds above zero",
    !isWholeUpTo(attempts, MOST_ATTEMPTS) && `attempts must be 1 to ${MOST_ATTEMPTS}`,
  ].filter((problem) => typeof problem === "string")
  if (baseUrl === null || problems.length > 0) {
    throw new QPayError({
      code: QPAY_CLIENT_CODES.INVALID_OPTIONS,
      message: `The QPay client cannot start: ${problems.join("; ")}`,
      endpoint: "(none)",
    })
  }
  const { username, password, now, random, sleep } = options
  const clock = {
    now: now ?? systemClock.now,
    random: random ?? systemClock.random,
    sleep: sleep ?? systemClock.sleep,
  }
  return { baseUrl, username, password, createTimeoutMs, timeoutMs, attempts, tokenCache, onCall, clock }
}

function isWholeUpTo(value: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= max
}

function trimBaseUrl(baseUrl: string): string | null {
  if (typeof baseUrl !== "string" || !URL.canParse(baseUrl)) {
    return null
  }
  const { protocol, username, password, origin, pathname } = new URL(baseUrl)
  if (!/^https?:$/.test(protocol) || username || password) {
    return null
  }
  return origin + pathname.replace(/\/+$/, "").replace(/\/v2$/, "")
}
