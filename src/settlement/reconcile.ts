import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { ActiveAccount } from "../modules/qpay/ledger"
import { announce } from "./announce"
import { attend, type Attended } from "./attend"
import { deskOf, type QPayDesk } from "./desk"
import { oweForRecent } from "./owe"
import { ledgerOf } from "./sale"
import { sweep } from "./sweep"

const BATCH = 20
/** A claimed invoice that nobody dealt with comes up again after this. */
const CLAIM_SECONDS = 60
const AT_ONCE = 4
/** So many failures in a row are QPay's, not the invoices'. */
const PATIENCE = 4
/** A failing account is left alone for at most so many times its usual interval. */
const LONGEST_REST = 5
/** Seconds, for an account whose provider is gone. */
const UNKNOWN_EVERY = 60
/** One run starts nothing new after this; the next goes on. */
const RUN_MS = 50_000

/** Cancelled orders are told by an event; this is the net for a lost one. */
const ORDERS_EVERY_MS = 600_000
let ordersLookedAt = Date.now()

/** What one run did, for its line in the log. All are counts. */
export type ReconcileReport = Record<string, number>

/**
 * Finds what no callback told us: money, expired invoices, orders that could not be placed, refunds made at QPay.
 * Any number of servers may run it at once; they share the work. QPay is asked only for accounts with something open.
 * @param options.now what counts as expired
 * @param options.everySeconds instead of the accounts' own setting; 0 = read every list now, whoever had the last turn
 */
export async function reconcile(
  container: MedusaContainer,
  options: { now?: Date; everySeconds?: number } = {}
): Promise<ReconcileReport> {
  const ledger = ledgerOf(container)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const report: ReconcileReport = {}
  const until = Date.now() + RUN_MS
  const now = options.now ?? (await ledger.agenda.now())
  for (const active of await ledger.accounts.active()) {
    const desk = await deskOf(container, active)
    const every = options.everySeconds ?? desk?.reconcile.everySeconds ?? UNKNOWN_EVERY
    const off = every === 0 && options.everySeconds === undefined
    if (!off) await serve(container, active, desk, { now, every, until }, report)
  }
  if (Date.now() - ordersLookedAt > ORDERS_EVERY_MS || options.everySeconds === 0) {
    ordersLookedAt = Date.now()
    await oweForRecent(container, now)
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
  const ledger = ledgerOf(container)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  if (active.resting && run.every > 0) return
  try {
    if (!desk) throw new Error("no provider in medusa-config has the credentials of its invoices")
    const turn = active.oldest_payable ? await ledger.accounts.takeTurn(active.account, run.every) : null
    if (turn && active.oldest_payable) {
      const { lists, seen, found, foreign } = await sweep(ledger, desk, turn, active.oldest_payable)
      add(report, "list calls", lists)
      add(report, "payments listed", seen)
      add(report, "with news", found)
      add(report, "of others", foreign)
    }
    await attendAll(container, desk, run, report)
  } catch (error) {
    const rest = run.every || UNKNOWN_EVERY
    await ledger.accounts.failed(active.account, rest, rest * LONGEST_REST)
    add(report, "accounts failing", 1)
    logger.error(`[qpay] reconcile: account ${active.account}: ${(error as Error).message}`)
  }
}

async function attendAll(container: MedusaContainer, desk: QPayDesk, run: Run, report: ReconcileReport): Promise<void> {
  const ledger = ledgerOf(container)
  let failures = 0
  while (Date.now() < run.until) {
    const rows = await ledger.agenda.claimDue(desk.account, BATCH, CLAIM_SECONDS)
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      const outcomes = await Promise.all(
        rows.slice(at, at + AT_ONCE).map((row) => attend(container, ledger, desk, row, run.now))
      )
      for (const outcome of outcomes) {
        add(report, NAMES[outcome], 1)
        failures = outcome === "unreachable" ? failures + 1 : 0
      }
      if (failures >= PATIENCE) throw new Error("QPay does not answer about its invoices")
    }
    if (rows.length === 0) return
  }
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
