import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { ActiveAccount, InvoiceRow } from "../modules/qpay/ledger"
import { announce } from "./announce"
import { attend, type Attended } from "./attend"
import { deskOf, type QPayDesk } from "./desk"
import { takeBackFalseRefunds } from "./false-refunds"
import { cancelLeftovers } from "./leftovers"
import { oweForCanceledOrders, finishCutRefunds } from "./owe"
import { ledgerOf } from "./sale"
import { bookRecordedReturns } from "./staff/record-refund"
import { sweep } from "./sweep"

/** A claimed invoice that nobody dealt with comes up again after this. */
const CLAIM_SECONDS = 60
/** Invoices of an account that one process attends to at a time. */
const AT_ONCE = 8
/** So many failures in a row are QPay's, not the invoices'. */
const PATIENCE = 4
/** Seconds until a failing account's list is tried again: what failed once may be over soon. */
const FIRST_REST = 10
/** The longest of these rests, unless lists are read less often anyway: after an outage all is known again in a minute. */
const LONGEST_REST = 60
/** Seconds, for an account whose provider is gone. */
const UNKNOWN_EVERY = 60
/** One run starts nothing new after this, and waits for nothing; the next goes on. */
const RUN_MS = 50_000

/** Cancelled orders are told by an event; this is the net for a lost one. */
const ORDERS_EVERY_MS = 600_000
let ordersLookedAt = 0

/** What servers that die leave half done is found soon; a server that starts looks further back. */
const REMAINS_EVERY_MS = 30_000
const REMAINS_BACK_MS = 3_600_000
const REMAINS_FAR_BACK_MS = 48 * 3_600_000
let remainsLookedAt: number | null = null

/** What earlier runs left under way: Medusa waits half a minute for a cart that a dying server holds. */
const underWayOf = new Map<string, Set<Promise<unknown>>>()

/** A list that is still being read is not begun anew: its outcome is the business of the run that sees its end. */
const readingOf = new Map<string, Promise<Error | null>>()

/** What one run did, for its line in the log. All are counts. */
export type ReconcileReport = Record<string, number>

/**
 * Finds what no callback told us: money, expired invoices, orders that could not be placed, refunds made at QPay.
 * Any number of servers may run it at once; they share the work. QPay is asked only for accounts with something open.
 * @param options.now what counts as expired
 * @param options.everySeconds instead of the accounts' own setting; 0 = read every list now, whoever had the last turn
 * @param options.withinMs returns after this; what is under way then finishes by itself
 */
export async function reconcile(
  container: MedusaContainer,
  options: { now?: Date; everySeconds?: number; withinMs?: number } = {}
): Promise<ReconcileReport> {
  const ledger = ledgerOf(container)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const report: ReconcileReport = {}
  const until = Date.now() + (options.withinMs ?? RUN_MS)
  const now = options.now ?? (await ledger.agenda.now())
  const serveOne = async (active: ActiveAccount) => {
    const desk = await deskOf(container, active)
    const every = options.everySeconds ?? desk?.reconcile.everySeconds ?? UNKNOWN_EVERY
    const off = every === 0 && options.everySeconds === undefined
    if (!off) await serve(container, active, desk, { now, every, until }, report)
  }
  // At once: an account at which QPay hangs must not hold up the others.
  await Promise.all((await ledger.accounts.active()).map(serveOne))
  // Before anything is named as owed: these are on their way into the books.
  const isTimeForRemains =
    remainsLookedAt === null || Date.now() - remainsLookedAt > REMAINS_EVERY_MS || options.everySeconds === 0
  if (isTimeForRemains) {
    add(report, "recorded returns booked", await bookRecordedReturns(container))
  }
  if (Date.now() - ordersLookedAt > ORDERS_EVERY_MS || options.everySeconds === 0) {
    ordersLookedAt = Date.now()
    await oweForCanceledOrders(container, now)
    await finishCutRefunds(container, now, REMAINS_FAR_BACK_MS)
  }
  if (isTimeForRemains) {
    const back = remainsLookedAt === null ? REMAINS_FAR_BACK_MS : REMAINS_BACK_MS
    await finishCutRefunds(container, now, back)
    add(report, "false refunds taken back", await takeBackFalseRefunds(container, now, back))
    add(report, "leftovers cancelled", await cancelLeftovers(container, now, back))
    remainsLookedAt = Date.now()
  }
  add(report, "announced", await announce(ledger, container.resolve(Modules.EVENT_BUS), logger))
  const done = Object.entries(report).filter(([, count]) => count > 0)
  if (done.length > 0) logger.info(`[qpay] reconcile: ${done.map(([what, count]) => `${count} ${what}`).join(", ")}`)
  return report
}

interface Run {
  now: Date
  every: number
  until: number
}

async function serve(
  container: MedusaContainer,
  active: ActiveAccount,
  desk: QPayDesk | null,
  run: Run,
  report: ReconcileReport
): Promise<void> {
  const isResting = active.resting && run.every > 0
  const look = (patience: number) => attempt(async () => desk && attendAll(container, desk, run, patience, report))
  // What is due waits neither for a list that hangs nor for one that fails; what the list brings up is due after it.
  const [unread, unattended] = await Promise.all([
    isResting ? null : keepReading(active.account, run.until, () => readList(container, active, desk, run, report)),
    look(isResting ? 1 : PATIENCE),
  ])
  const failure = unread ?? unattended ?? (isResting ? null : await look(PATIENCE))
  if (!failure || isResting) return
  const every = run.every || UNKNOWN_EVERY
  await ledgerOf(container).accounts.failed(active.account, Math.min(every, FIRST_REST), Math.max(every, LONGEST_REST))
  add(report, "accounts failing", 1)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.error(`[qpay] reconcile: account ${active.account}: ${failure.message}`)
}

function attempt(work: () => Promise<unknown>): Promise<Error | null> {
  return work().then(
    () => null,
    (error: Error) => error
  )
}

/** Waits for a reading until the run is over; a long one goes on, and the next run waits for the same. */
async function keepReading(account: string, until: number, read: () => Promise<void>): Promise<Error | null> {
  const reading = readingOf.get(account) ?? attempt(read)
  readingOf.set(account, reading)
  const ended = await beforeTimeIsUp([reading.then((failure) => ({ failure }))], until)
  if (!ended) return null
  readingOf.delete(account)
  return ended.failure
}

async function readList(
  container: MedusaContainer,
  active: ActiveAccount,
  desk: QPayDesk | null,
  run: Run,
  report: ReconcileReport
): Promise<void> {
  if (!desk) throw new Error("no provider in medusa-config has the credentials of its invoices")
  if (!active.oldest_payable) return
  const ledger = ledgerOf(container)
  const turn = await ledger.accounts.takeTurn(active.account, run.every)
  if (!turn) return
  const { lists, seen, found, foreign } = await sweep(ledger, desk, turn, active.oldest_payable)
  add(report, "list calls", lists)
  add(report, "payments listed", seen)
  add(report, "with news", found)
  add(report, "of others", foreign)
}

/** Attends to what is due, some at a time: a slow one holds up neither the others nor the next reading of the list. */
async function attendAll(
  container: MedusaContainer,
  desk: QPayDesk,
  run: Run,
  patience: number,
  report: ReconcileReport
): Promise<void> {
  const ledger = ledgerOf(container)
  const underWay = underWayOf.get(desk.account) ?? new Set()
  underWayOf.set(desk.account, underWay)
  let failures = 0
  const start = (row: InvoiceRow) => {
    const work = attend(container, ledger, desk, row, run.now)
      .then((outcome) => {
        add(report, NAMES[outcome], 1)
        failures = outcome === "unreachable" ? failures + 1 : 0
      })
      // The database is gone: the row stays claimed and comes up again.
      .catch(() => undefined)
      .finally(() => underWay.delete(work))
    underWay.add(work)
  }
  let due = true
  while (Date.now() < run.until && failures < patience && (due || underWay.size > 0)) {
    const free = AT_ONCE - underWay.size
    const rows: InvoiceRow[] = due && free > 0 ? await ledger.agenda.claimDue(desk.account, free, CLAIM_SECONDS) : []
    rows.forEach(start)
    if (free > 0) due = rows.length > 0
    if (underWay.size === AT_ONCE || (!due && underWay.size > 0)) await beforeTimeIsUp([...underWay], run.until)
  }
  if (failures >= patience) throw new Error("QPay does not answer about its invoices")
}

/** @returns what the first of them comes to; nothing when none has ended by then */
async function beforeTimeIsUp<T>(works: Promise<T>[], until: number): Promise<T | undefined> {
  const timeUp = new AbortController()
  const wait = sleep(Math.max(until - Date.now(), 0), undefined, { signal: timeUp.signal }).catch(() => undefined)
  const first = await Promise.race([...works, wait])
  timeUp.abort()
  return first
}

const NAMES: Record<Attended, string> = {
  settled: "settled",
  unpaid: "unpaid",
  paid: "under way",
  held: "held",
  refunded: "refunded",
  unreachable: "unreachable",
  busy: "busy",
  expired: "expired",
  failed: "failed",
}

function add(report: ReconcileReport, what: string, count: number): void {
  report[what] = (report[what] ?? 0) + count
}
