import type { MedusaContainer } from "@medusajs/framework/types"
import { whileHolding } from "./lease"
import { ledgerOf } from "./sale"
import { busyText } from "./texts"

/** QPay may take a minute to issue an invoice; whoever waits behind it gets the same one. A page waits a little longer. */
const WAIT_MS = 60_000
const FIRST_POLL_MS = 100
const LAST_POLL_MS = 1_000

/** Somebody else is still at the same payment: whoever asks again gets what comes of it. */
export class TryAgain extends Error {
  constructor() {
    super(busyText())
  }
}

interface Turn {
  /** The cart or payment collection that a QR is for. */
  of: string
  /** What is wanted: those who want the same get the same. */
  wish?: string
  waitMs?: number
}

/** Who waits in this process, by what they want. */
const waiting = new Map<string, Promise<unknown>>()

/**
 * One at a time per cart: two tabs would each delete the other's session. Who wants the same waits together, until the
 * job begins: it must see what was changed before it was asked for. Not by Medusa's locking module: with PostgreSQL
 * its `execute` keeps a database connection for as long as QPay takes to answer, so that ten shoppers stop the shop, and
 * its `acquire` never ends what a dead server holds.
 * @throws TryAgain when somebody else was at it for too long
 */
export function inTurn<T>(
  container: MedusaContainer,
  { of, wish = "", waitMs = WAIT_MS }: Turn,
  job: () => Promise<T>
): Promise<T> {
  const key = `${of} ${wish}`
  const others = waiting.get(key)
  if (others) return others as Promise<T>
  const leave = () => waiting.get(key) === turn && waiting.delete(key)
  const turn: Promise<T> = takeTurn(container, of, waitMs, () => {
    leave()
    return job()
  }).finally(leave)
  waiting.set(key, turn)
  return turn
}

async function takeTurn<T>(container: MedusaContainer, of: string, waitMs: number, job: () => Promise<T>): Promise<T> {
  const pollMs = (tries: number) => Math.min(FIRST_POLL_MS * 1.5 ** tries, LAST_POLL_MS)
  const done = await whileHolding(ledgerOf(container).turns, of, { waitMs, pollMs }, async () => ({
    result: await job(),
  }))
  if (!done) throw new TryAgain()
  return done.result
}
