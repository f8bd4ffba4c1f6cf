import type { InvoiceRow, Ledger, ListZone, SweepTurn } from "../../modules/qpay/ledger"
import { LIST_PAGE, type ListedPayment, type QPayDesk } from "../desk"
import { isMoney, tellsMore } from "./match"
import { findOwner } from "./owner"
import { probeProves, probeWindow, slices, type Window, windowOf } from "./window"

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Clocks differ: a payment may seem older than its invoice. */
const SKEW_MS = 5 * 60_000
/**
 * A till on the same account may have taken thousands of payments while no QR of ours could be paid. A late one for us
 * names its invoice; only so many of each piece that name none of ours are looked up one by one.
 */
const IDLE_LOOKUPS = 20
/** A fuse: QPay never lists so much in one piece. */
const MOST_PAGES = 500

export interface SweepReport {
  lists: number
  /** Payments QPay listed. */
  seen: number
  /** Invoices put on the agenda because QPay knows more of them than we do. */
  found: number
  /** Payments of invoices that are not this shop's. */
  foreign: number
}

/**
 * Reads what QPay took on an account since the last time, and puts every invoice on the agenda of which QPay knows
 * more than the ledger. Costs calls by the number of payments, whatever the number of open invoices.
 * @param oldestPayable when the oldest invoice that can be paid was issued: nothing before it can concern us
 * @throws QPayError; what was read until then is kept
 */
export async function sweep(
  ledger: Ledger,
  desk: QPayDesk,
  turn: SweepTurn,
  oldestPayable: Date
): Promise<SweepReport> {
  const report: SweepReport = { lists: 0, seen: 0, found: 0, foreign: 0 }
  const { account, reconcile } = desk
  const { now } = turn
  const farDue = !turn.far_swept_at || now.getTime() - turn.far_swept_at.getTime() > DAY_MS
  // QPay's habits may change: what was proven is proven again once a day.
  const known = farDue ? null : turn.list_zone

  const from = startOf(turn, oldestPayable, reconcile)
  let young: InvoiceRow | undefined
  const payableSince = new Date(Math.max(from.getTime(), oldestPayable.getTime() - SKEW_MS))
  const idle = slices(from, payableSince, known).map((slice) => ({
    ...slice,
    ownerOf: atMost(IDLE_LOOKUPS, findOwner),
  }))
  const live = slices(payableSince, now, known).map((slice) => ({ ...slice, ownerOf: findOwner }))
  for (const slice of [...idle, ...live]) {
    const rows = await readSlice(ledger, desk, windowOf(slice.from, slice.to, known), report, slice.ownerOf)
    young = rows.find((row) => probeProves(now, row.created_at)) ?? young
    await ledger.accounts.swept(account, { until: slice.to, far: false, zone: known })
  }
  const zone = known ?? (young ? await proveZone(desk, now, report) : null)
  if (farDue) await sweepFar(ledger, desk, { now, before: from, zone }, report)
  await ledger.accounts.swept(account, { until: now, far: farDue, zone })
  return report
}

/**
 * While nothing could be paid the list was not read: that time is read now, for money that came on a QR that was over.
 * An account that was never read begins with its oldest QR.
 */
function startOf(turn: SweepTurn, oldestPayable: Date, reconcile: QPayDesk["reconcile"]): Date {
  if (!turn.swept_until) return new Date(oldestPayable.getTime() - SKEW_MS)
  const sinceLast = turn.swept_until.getTime() - reconcile.overlapMinutes * 60_000
  return new Date(Math.max(sinceLast, turn.now.getTime() - reconcile.lookBackHours * HOUR_MS))
}

/** Once a day, for what the regular readings cannot see: refunds made at QPay since, payments that appeared late. */
async function sweepFar(
  ledger: Ledger,
  desk: QPayDesk,
  { now, before, zone }: { now: Date; before: Date; zone: ListZone | null },
  report: SweepReport
): Promise<void> {
  const first = await ledger.firstOfAccount(desk.account)
  if (!first) return
  const back = now.getTime() - desk.reconcile.lookBackHours * HOUR_MS
  const from = new Date(Math.max(back, first.created_at.getTime() - SKEW_MS))
  // Strangers were looked up when they were new.
  const noOwner = async () => null
  for (const slice of slices(from, before, zone)) {
    await readSlice(ledger, desk, windowOf(slice.from, slice.to, zone), report, noOwner)
  }
}

/** @returns the invoices that were listed, whether or not there is news of them */
async function readSlice(
  ledger: Ledger,
  desk: QPayDesk,
  window: Window,
  report: SweepReport,
  ownerOf: typeof findOwner
): Promise<InvoiceRow[]> {
  const ours = new Map<string, InvoiceRow>()
  let read = 0
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { count, rows } = await desk.listPayments(window, page)
    report.lists++
    read += rows.length
    report.seen += rows.length
    for (const row of await match(ledger, desk, rows, report, ownerOf)) ours.set(row.id, row)
    // `count` is not proven to be that of all pages: a full one is followed by another.
    if (rows.length === 0 || (read >= count && rows.length < LIST_PAGE)) break
  }
  return [...ours.values()]
}

async function match(
  ledger: Ledger,
  desk: QPayDesk,
  listed: ListedPayment[],
  report: SweepReport,
  ownerOf: typeof findOwner
): Promise<InvoiceRow[]> {
  const ids = listed.flatMap(({ object_id }) => object_id ?? [])
  const ours = new Map((await ledger.byInvoiceIds(ids)).map((row) => [row.invoice_id, row]))
  const news = new Set<string>()
  const met: InvoiceRow[] = []
  for (const payment of listed) {
    let row = ours.get(payment.object_id) ?? null
    if (!row && isMoney(payment)) {
      row = await ownerOf(ledger, desk, payment)
      if (!row) report.foreign++
    }
    if (!row) continue
    met.push(row)
    if (tellsMore(row, payment)) news.add(row.id)
  }
  await ledger.agenda.bringForward([...news])
  report.found += news.size
  return met
}

/** After so many calls nobody's payment has an owner. */
function atMost(calls: number, ownerOf: typeof findOwner): typeof findOwner {
  let left = calls
  return async (...payment) => (left-- > 0 ? ownerOf(...payment) : null)
}

async function proveZone(desk: QPayDesk, now: Date, report: SweepReport): Promise<ListZone> {
  const { rows } = await desk.listPayments(probeWindow(now), 1)
  report.lists++
  return rows.length > 0 ? "ulaanbaatar" : "utc"
}
