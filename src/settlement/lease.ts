import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { InvoiceRow, Ledger } from "../modules/qpay/ledger"

const LEASE_SECONDS = 15
const RENEW_MS = 5_000
const POLL_MS = 80

export interface Patience {
  /** How long to wait for somebody else's work on the same collection. */
  waitMs: number
  /** Asked while waiting: an answer that has come true meanwhile ends the wait. */
  meanwhile?: () => Promise<void | boolean>
  /** How long until the next try, by how many there were. */
  pollMs?: (tries: number) => number
}

/** What one worker at a time may hold, for a time that the database measures: a killed holder's ends by itself. */
export interface Lease {
  take(name: string, owner: string, seconds: number): Promise<boolean>
  renew(name: string, owner: string, seconds: number): Promise<boolean>
  release(name: string, owner: string): Promise<void>
}

/**
 * Runs work that nobody else, on any machine, does for the same payment collection at the same time.
 * @param work gets a function that tells whether the lease still holds: when not, it must stop changing things
 * @returns what the work returned, or null when it was not done: somebody else was at it for too long, or `meanwhile` said so
 */
export async function underLease<T>(
  ledger: Ledger,
  row: InvoiceRow,
  patience: Patience,
  work: (hold: () => Promise<boolean>) => Promise<T>
): Promise<T | null> {
  return whileHolding(ledger.leases, await ledger.leases.headOf(row), patience, work)
}

/** {@link underLease} for anything that has a name. */
export async function whileHolding<T>(
  lease: Lease,
  name: string,
  { waitMs, meanwhile, pollMs = () => POLL_MS }: Patience,
  work: (hold: () => Promise<boolean>) => Promise<T>
): Promise<T | null> {
  const owner = randomUUID()
  const deadline = Date.now() + waitMs
  for (let tries = 0; !(await lease.take(name, owner, LEASE_SECONDS)); tries++) {
    if ((await meanwhile?.()) === true || Date.now() > deadline) return null
    await sleep(pollMs(tries))
  }
  const hold = () => lease.renew(name, owner, LEASE_SECONDS)
  const renewal = setInterval(() => void hold().catch(() => {}), RENEW_MS)
  try {
    return await work(hold)
  } finally {
    clearInterval(renewal)
    await lease.release(name, owner)
  }
}
