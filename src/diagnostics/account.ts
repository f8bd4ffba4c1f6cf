import { isAuthenticationError, isQPayError } from "../qpay"
import type { ProviderSetup } from "../settlement/inspection"
import { failed, ok, skipped, span, warning } from "./lines"
import type { Diagnosis } from "./types"

// What a QPay account's answers mean. Pure.

const PRODUCTION_HOST = "merchant.qpay.mn"
const SANDBOX_HOST = "merchant-sandbox.qpay.mn"

const CLOCK_WARNING_MS = 60_000
const CLOCK_FAILED_MS = 5 * 60_000

/** What came of reading the account's list. */
export type ListOutcome = { count: number } | { error: unknown }

export function isLive({ baseUrl }: Pick<ProviderSetup, "baseUrl">): boolean {
  return new URL(baseUrl).host === PRODUCTION_HOST
}

/** Which QPay it is, and whether the entry and the server agree on that. */
export function judgeEnvironment(setup: ProviderSetup, nodeEnv: string | undefined, provider: string): Diagnosis {
  const { host } = new URL(setup.baseUrl)
  const named = { [PRODUCTION_HOST]: "production", [SANDBOX_HOST]: "sandbox" }[host] ?? null
  const found = named ? `QPay's ${named} (${host})` : `${host}, which is neither QPay's production nor its sandbox`
  if (setup.environment && setup.environment !== named) {
    return warning(
      "environment",
      `environment says "${setup.environment}", but baseUrl wins: ${found}`,
      "drop one of environment and baseUrl (variable QPAY_BASE_URL)",
      provider
    )
  }
  if (nodeEnv === "production" && named !== "production") {
    return warning(
      "environment",
      `NODE_ENV is production, but QPay is ${found}: no bank app can pay there`,
      'to take money, set environment: "production" with its credentials and drop baseUrl (variable QPAY_BASE_URL)',
      provider
    )
  }
  return ok("environment", found, provider)
}

export function judgeCredentials(outcome: ListOutcome, provider: string): Diagnosis {
  if (!("error" in outcome) || isAnsweredRefusal(outcome.error)) {
    return ok("credentials", "QPay accepts the user and the password", provider)
  }
  if (isAuthenticationError(outcome.error)) {
    return failed(
      "credentials",
      "QPay refuses the user or the password",
      "correct QPAY_USERNAME and QPAY_PASSWORD: both are in QPay's e-mail, and sandbox and production have different ones",
      provider
    )
  }
  return failed(
    "credentials",
    `QPay could not be asked: ${textOf(outcome.error)}`,
    "check that this server may reach QPay's address (network, firewall, baseUrl), then run this once more",
    provider
  )
}

/**
 * @param issuedAt when QPay last issued an invoice under this code: the full proof, where there is one. QPay's list may
 * answer an unknown code like one without payments.
 */
export function judgeInvoiceCode(outcome: ListOutcome, issuedAt: Date | null, provider: string): Diagnosis {
  const check = "invoice_code"
  if ("error" in outcome) {
    if (!isAnsweredRefusal(outcome.error)) return skipped(check, "needs QPay: see credentials", provider)
    return failed(
      check,
      `QPay does not let this user use the invoice code: ${textOf(outcome.error)}`,
      "correct QPAY_INVOICE_CODE: it is in QPay's e-mail, beside the user it belongs to",
      provider
    )
  }
  if (issuedAt) return ok(check, `QPay issued an invoice with it on ${issuedAt.toISOString().slice(0, 10)}`, provider)
  if (outcome.count > 0) return ok(check, "QPay lists payments under it", provider)
  return skipped(check, "QPay's list does not refuse it; only an invoice proves it: run with --live", provider)
}

/** What came of issuing an invoice and cancelling it. */
export function judgeTrial(outcome: { leftOpen: string | null } | { error: unknown }, provider: string): Diagnosis {
  const check = "invoice_code"
  if ("error" in outcome) {
    const { error } = outcome
    const unknown = isQPayError(error) && error.outcomeUnknown
    const fix = unknown
      ? "look at QPay's own pages for an open invoice of ₮100 and cancel it"
      : "correct QPAY_INVOICE_CODE: it is in QPay's e-mail, beside the user it belongs to; else ask QPay"
    return failed(check, `QPay issued no invoice: ${textOf(error)}`, fix, provider)
  }
  if (outcome.leftOpen === null)
    return ok(check, "QPay issued an invoice of ₮100, which was cancelled at once", provider)
  return warning(
    check,
    `QPay issued an invoice of ₮100 and did not confirm its cancellation: ${outcome.leftOpen}`,
    "cancel it at QPay's own pages; nothing is lost, nobody has its QR",
    provider
  )
}

/** @param ahead how far QPay's clock is ahead of this server's and of the database's, in ms */
export function judgeClock(ahead: { server: number; database: number } | null, provider: string): Diagnosis {
  if (!ahead) return skipped("clock", "QPay told no time: see credentials", provider)
  const [name, ms] =
    Math.abs(ahead.server) >= Math.abs(ahead.database)
      ? (["this server's clock", ahead.server] as const)
      : (["the database's clock", ahead.database] as const)
  const off = Math.abs(ms)
  if (off <= CLOCK_WARNING_MS) return ok("clock", "this server's and the database's clock agree with QPay's", provider)
  const found = `${name} is ${span(off / 1000)} ${ms > 0 ? "behind" : "ahead of"} QPay's`
  const fix = "let NTP set the machine's time (timedatectl set-ntp true): tokens and the list of payments go by it"
  return off > CLOCK_FAILED_MS ? failed("clock", found, fix, provider) : warning("clock", found, fix, provider)
}

/** QPay knew us and said no: then the log-in is good and something else is not. */
function isAnsweredRefusal(error: unknown): boolean {
  if (isAuthenticationError(error)) return false
  const status = isQPayError(error) ? (error.status ?? 0) : 0
  return status >= 400 && status <= 499 && status !== 408 && status !== 429
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
