import { isIP } from "node:net"
import { failed, ok, skipped, warning } from "./lines"
import type { Diagnosis } from "./types"

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
  const problems = [
    protocol !== "https:" && "is not https",
    isPrivateHost(hostname) && "is not a public address",
  ].filter((problem) => typeof problem === "string")
  if (problems.length === 0) return ok("callback_url", shown(url), provider)
  const found = `${shown(url)} ${problems.join(" and ")}`
  const fix = "set QPAY_CALLBACK_URL to the public https address of this server, ending in /webhooks/qpay"
  return live
    ? failed("callback_url", `${found}: QPay cannot reach it`, fix, provider)
    : warning("callback_url", `${found}: fine for a simulator on this machine, not for QPay`, fix, provider)
}

export function judgeReach(url: string, outcome: ReachOutcome | null, provider: string): Diagnosis {
  const check = "callback_reach"
  const at = shown(url)
  switch (outcome?.kind) {
    case undefined:
      return skipped(check, "needs the database, through which the servers of a store know each other", provider)
    case "ours":
      return ok(check, `${at} leads to a server of this store`, provider)
    case "unreachable":
    case "silent":
      return failed(
        check,
        `${at} does not answer (${outcome.kind === "silent" ? "timed out" : outcome.why})`,
        `start the server; if it runs, correct QPAY_CALLBACK_URL, or the proxy, firewall and certificate in front of it, ` +
          `until \`curl ${at}\` from outside answers "QPay webhook endpoint is active"`,
        provider
      )
    case "redirect":
      return failed(
        check,
        `${at} answers with a redirect (${outcome.status}), which QPay need not follow`,
        "set QPAY_CALLBACK_URL to the address that it leads to in the end (https, with or without www)",
        provider
      )
    case "stranger":
      return failed(
        check,
        `${at} is answered (${outcome.status}) by something that is not a server of this store`,
        "set QPAY_CALLBACK_URL to this store's own address; if it is, its servers must run this version, on this " +
          "database and with the same JWT_SECRET and COOKIE_SECRET",
        provider
      )
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
