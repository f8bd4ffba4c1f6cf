import { isAuthenticationError, isQPayError } from "../qpay"
import type { ProviderSetup } from "../settlement/inspection"
import { failed, ok, skipped, warning } from "./lines"
import type { Diagnosis } from "./types"
import type { Advice, Sentence } from "./words"

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
  const named = host === PRODUCTION_HOST ? "production" : host === SANDBOX_HOST ? "sandbox" : null
  const where: Sentence = ({ environment }) => (named ? environment.known(named, host) : environment.other(host))
  const { environment } = setup
  if (environment && environment !== named) {
    return warning("environment", (w) => w.environment.contradicted(environment, where(w)), provider)
  }
  if (nodeEnv === "production" && named !== "production") {
    return warning("environment", (w) => w.environment.no_money(where(w)), provider)
  }
  return ok("environment", where, provider)
}

export function judgeCredentials(outcome: ListOutcome, provider: string): Diagnosis {
  if (!("error" in outcome) || isAnsweredRefusal(outcome.error)) {
    return ok("credentials", (w) => w.credentials.fine, provider)
  }
  const { error } = outcome
  if (isAuthenticationError(error)) return failed("credentials", (w) => w.credentials.refused, provider)
  return failed("credentials", (w) => w.credentials.not_asked(textOf(error)), provider)
}

/**
 * @param issuedAt when QPay last issued an invoice under this code: the full proof, where there is one. QPay's list may
 * answer an unknown code like one without payments.
 */
export function judgeInvoiceCode(outcome: ListOutcome, issuedAt: Date | null, provider: string): Diagnosis {
  const check = "invoice_code"
  if ("error" in outcome) {
    const { error } = outcome
    if (!isAnsweredRefusal(error)) return skipped(check, (w) => w.invoice_code.needs_qpay, provider)
    return failed(check, (w) => w.invoice_code.refused(textOf(error)), provider)
  }
  if (issuedAt) return ok(check, (w) => w.invoice_code.issued(issuedAt.toISOString().slice(0, 10)), provider)
  if (outcome.count > 0) return ok(check, (w) => w.invoice_code.listed, provider)
  return skipped(check, (w) => w.invoice_code.unproven, provider)
}

/** What came of issuing an invoice and cancelling it. */
export function judgeTrial(outcome: { leftOpen: string | null } | { error: unknown }, provider: string): Diagnosis {
  const check = "invoice_code"
  if ("error" in outcome) {
    const { error } = outcome
    const unknown = isQPayError(error) && error.outcomeUnknown
    const why = textOf(error)
    const advice: Advice = ({ invoice_code: w }) => (unknown ? w.trial_unknown(why) : w.trial_failed(why))
    return failed(check, advice, provider)
  }
  const { leftOpen } = outcome
  if (leftOpen === null) return ok(check, (w) => w.invoice_code.tried, provider)
  return warning(check, (w) => w.invoice_code.left_open(leftOpen), provider)
}

/** @param ahead how far QPay's clock is ahead of this server's and of the database's, in ms */
export function judgeClock(ahead: { server: number; database: number } | null, provider: string): Diagnosis {
  if (!ahead) return skipped("clock", (w) => w.clock.needs_qpay, provider)
  const whose = Math.abs(ahead.server) >= Math.abs(ahead.database) ? "server" : "database"
  const off = Math.abs(ahead[whose])
  if (off <= CLOCK_WARNING_MS) return ok("clock", (w) => w.clock.fine, provider)
  const advice: Advice = (w) => w.clock.off(whose, off / 1000, ahead[whose] > 0 ? "behind" : "ahead")
  return off > CLOCK_FAILED_MS ? failed("clock", advice, provider) : warning("clock", advice, provider)
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
