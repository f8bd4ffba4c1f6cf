import { isIP } from "node:net"
import { failed, ok, skipped, warning } from "./lines"
import type { Diagnosis } from "./types"
import type { UrlProblem } from "./words"

// What is to be said of the callback URL. Pure.

/** What came of knocking at our own door by the address that QPay has. */
export type ReachOutcome =
  | { kind: "ours" }
  /** No connection: refused, unknown name, bad certificate. */
  | { kind: "unreachable"; why: string }
  | { kind: "silent" }
  | { kind: "redirect"; status: number }
  | { kind: "stranger"; status: number }

/** The part of an address that may be shown: it may carry a password or a bypass secret of a host. */
export function shown(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/** @param live QPay's production would have to reach it */
export function judgeCallbackUrl(url: string, live: boolean, provider: string): Diagnosis {
  const { protocol, hostname } = new URL(url)
  const at = shown(url)
  const problems: UrlProblem[] = []
  if (protocol !== "https:") problems.push("not_https")
  if (isPrivateHost(hostname)) problems.push("not_public")
  if (problems.length === 0) return ok("callback_url", () => at, provider)
  return live
    ? failed("callback_url", (w) => w.callback_url.unreachable(at, problems), provider)
    : warning("callback_url", (w) => w.callback_url.local(at, problems), provider)
}

export function judgeReach(url: string, outcome: ReachOutcome | null, provider: string): Diagnosis {
  const check = "callback_reach"
  const at = shown(url)
  switch (outcome?.kind) {
    case undefined:
      return skipped(check, (w) => w.callback_reach.needs_database, provider)
    case "ours":
      return ok(check, (w) => w.callback_reach.fine(at), provider)
    case "unreachable":
      return failed(check, (w) => w.callback_reach.silent(at, outcome.why), provider)
    case "silent":
      return failed(check, (w) => w.callback_reach.silent(at, null), provider)
    case "redirect":
      return failed(check, (w) => w.callback_reach.redirected(at, outcome.status), provider)
    case "stranger":
      return failed(check, (w) => w.callback_reach.stranger(at, outcome.status), provider)
  }
}

/** An address that the internet does not lead to. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "")
  if (isIP(host) === 4)
    return /^(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host)
  if (isIP(host) === 6) return /^(::1?$|f[cd]|fe[89ab])/i.test(host)
  return !host.includes(".") || /\.(local|localhost|internal|lan|home|test|invalid|example)$/i.test(host)
}
