import type { ListZone } from "../../modules/qpay/ledger"

const HOUR_MS = 3_600_000
const ULAANBAATAR_MS = 8 * HOUR_MS
/** A quiet shop's night is one call, a busy one's day some pages at a time. */
const SLICE_HOURS = 6
/** Payments may carry a time a little ahead of ours. */
const AHEAD_MS = 10 * 60_000

export interface Window {
  /** "YYYY-MM-DD HH:MM:SS", without a zone: how QPay reads them is not known before it is proven. */
  start_date: string
  end_date: string
}

/**
 * The dates that make QPay list every payment from `from` to `to`. While its zone is unproven the window holds the
 * span under both readings, which under one of them means eight hours more.
 */
export function windowOf(from: Date, to: Date, zone: ListZone | null): Window {
  const start = zone === "ulaanbaatar" ? ULAANBAATAR_MS : 0
  const end = zone === "utc" ? 0 : ULAANBAATAR_MS
  return { start_date: naive(from.getTime() + start), end_date: naive(to.getTime() + end + AHEAD_MS) }
}

/**
 * A window that holds the last hours if QPay reads dates as Ulaanbaatar's, and only the future if it reads UTC. With
 * a payment known to be of these hours, its answer proves the zone.
 */
export function probeWindow(now: Date): Window {
  return {
    start_date: naive(now.getTime() + AHEAD_MS),
    end_date: naive(now.getTime() + ULAANBAATAR_MS + AHEAD_MS),
  }
}

/** A payment of an invoice issued after this is in the probe's hours. */
export function probeProves(now: Date, issuedAt: Date): boolean {
  return now.getTime() - issuedAt.getTime() < ULAANBAATAR_MS - 2 * AHEAD_MS
}

/** A long span, in pieces that are read one after the other: a run that is cut short keeps what it has done. */
export function slices(from: Date, to: Date, zone: ListZone | null): { from: Date; to: Date }[] {
  // Unproven, every piece would be read with eight hours more.
  const step = zone ? SLICE_HOURS * HOUR_MS : Infinity
  const parts: { from: Date; to: Date }[] = []
  for (let at = from.getTime(); at < to.getTime(); at += step) {
    parts.push({ from: new Date(at), to: new Date(Math.min(at + step, to.getTime())) })
  }
  return parts
}

function naive(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ")
}
