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
}

/**
 * Runs work that nobody else, on any machine, does for the same payment collection at the same time.
 * @param work gets a function that tells whether the lease still holds: when not, it must stop changing things
 * @returns what the work returned, or null when it was not done: somebody else was at it for too long, or `meanwhile` said so
 */
export async function underLease<T>(
  ledger: Ledger,
  row: InvoiceRow,
  { waitMs, meanwhile }: Patience,
  work: (hold: () => Promise<boolean>) => Promise<T>
): Promise<T | null> {
  const head = await ledger.leases.headOf(row)
  const owner = randomUUID()
  const deadline = Date.now() + waitMs
  while (!(await ledger.leases.take(head, owner, LEASE_SECONDS))) {
    if ((await meanwhile?.()) === true || Date.now() > deadline) return null
    await sleep(POLL_MS)
  }
  const hold = () => ledger.leases.renew(head, owner, LEASE_SECONDS)
  const renewal = setInterval(() => void hold().catch(() => {}), RENEW_MS)
  try {
    return await work(hold)
  } finally {
    clearInterval(renewal)
    await ledger.leases.release(head, owner)
  }
}
