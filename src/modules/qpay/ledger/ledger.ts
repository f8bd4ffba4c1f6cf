import { randomBytes } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Tugrik } from "../../../qpay/money"
import { referenceOf } from "../reference"
import { type InvoiceState, statesBefore } from "../states"
import { Accounts } from "./accounts"
import { Agenda, nextUnlessKnocked } from "./agenda"
import { Announcements } from "./announcements"
import { AttentionLines } from "./attention-lines"
import { tellChange } from "./changes"
import { bigNumberColumns, type DbRow, toInvoiceRow } from "./columns"
import { SETTLED_EVENT } from "./events"
import { Leases } from "./leases"
import { InvoiceReader } from "./invoice-reader"
import { essence, mergePayments } from "./payment-facts"
import { Pulses } from "./pulses"
import { Registry } from "./registry"
import { Turns } from "./turns"
import type { Actor, InvoiceRow, NewInvoice, PaymentFact, PaymentSums, ShownInvoice } from "./types"

const INVOICES = "qpay_invoice"
const EVENTS = "qpay_invoice_event"

/**
 * The facts about every invoice ever issued, in PostgreSQL. It needs only a connection, because the provider
 * lives in the payment module's container, where the plugin's services are not registered but the connection is.
 * Every change is a single statement or transaction; none trusts what was read before.
 */
export class Ledger extends InvoiceReader {
  readonly leases: Leases
  readonly attention: AttentionLines
  readonly agenda: Agenda
  readonly accounts: Accounts
  readonly announcements: Announcements
  readonly registry: Registry
  readonly pulses: Pulses
  readonly turns: Turns

  constructor(db: Knex) {
    super(db)
    this.leases = new Leases(db)
    this.agenda = new Agenda(db)
    this.accounts = new Accounts(db)
    this.announcements = new Announcements(db)
    this.registry = new Registry(db)
    this.pulses = new Pulses(db)
    this.turns = new Turns(db)
    this.attention = new AttentionLines(db, this.announcements)
  }

  /** A row as a shopper's page needs it. Where no money came none went back, and nothing is asked. */
  async asShown(row: InvoiceRow): Promise<ShownInvoice> {
    const { returnedByBank } = row.payments.length > 0 ? await this.attention.sumsOf(row.id) : { returnedByBank: 0 }
    return { ...row, returned_by_bank: returnedByBank }
  }

  /** Writes the row that must exist before QPay is asked. Throws when `sender_invoice_no` was used before. */
  async begin(invoice: NewInvoice, actor: Actor): Promise<InvoiceRow> {
    const { amount, session_amount, ...columns } = invoice
    const row = this.db(INVOICES).insert({
      id: generateEntityId("", "qpinv"),
      ...columns,
      issued_session_id: invoice.payment_session_id,
      reference: referenceOf(invoice.payment_session_id),
      pay_token: this.db.raw(PAY_TOKEN, [invoice.payment_collection_id, newPayToken()]),
      next_check_at: this.db.raw("now() + interval '1 day'"),
      ...bigNumberColumns("amount", amount),
      ...bigNumberColumns("session_amount", session_amount),
      ...bigNumberColumns("shortfall", 0),
      ...bigNumberColumns("paid_amount", 0),
      ...bigNumberColumns("refunded_amount", 0),
      ...bigNumberColumns("fee_amount", 0),
    })
    return (await this.change(this.db, row, "begun", actor, { amount })) as InvoiceRow
  }

  /**
   * Stores QPay's answer. Safe when a callback was faster and has already bound the same invoice: then only the
   * public data is added. @returns the row, or null when it is bound to another invoice
   */
  async complete(
    id: string,
    issued: { invoiceId: string; publicData: Record<string, unknown> | null },
    actor: Actor
  ): Promise<InvoiceRow | null> {
    const update = this.db(INVOICES)
      .where({ id })
      .where((free) => free.whereNull("invoice_id").orWhere({ invoice_id: issued.invoiceId }))
      .update({
        invoice_id: issued.invoiceId,
        state: this.db.raw("CASE WHEN state = 'creating' THEN 'open' ELSE state END"),
        reason: this.db.raw("CASE WHEN state = 'creating' THEN NULL ELSE reason END"),
        ...(issued.publicData ? { public_data: JSON.stringify(issued.publicData) } : {}),
        next_check_at: this.db.raw(
          nextUnlessKnocked("CASE WHEN state IN ('creating', 'open') THEN expires_at ELSE next_check_at END")
        ),
        updated_at: this.db.fn.now(),
      })
    const completed = await this.change(this.db, update, "issued", actor, { invoice_id: issued.invoiceId })
    return completed && tellChange(this.db, completed)
  }

  /** Compare-and-set: moves the row only from a state that may precede `to`. @returns null when it did not move */
  async move(
    id: string,
    to: InvoiceState,
    actor: Actor,
    change: { reason?: string | null; orderId?: string | null; cartId?: string | null; data?: object } = {}
  ): Promise<InvoiceRow | null> {
    const update = this.db(INVOICES)
      .where({ id })
      .whereIn("state", statesBefore(to))
      .update({
        state: to,
        reason: change.reason ?? null,
        ...(change.orderId ? { order_id: change.orderId } : {}),
        ...(change.cartId ? { cart_id: change.cartId } : {}),
        next_check_at: this.db.raw(nextAfter(to, change.reason)),
        updated_at: this.db.fn.now(),
      })
    const note = { reason: change.reason ?? undefined, ...change.data }
    const event = to === "settled" ? SETTLED_EVENT : undefined
    const moved = await this.change(this.db, update, to, actor, note, event)
    return moved && tellChange(this.db, moved)
  }

  /** Gives late money a payment session again: the one it was issued for is gone. */
  async rebind(id: string, paymentSessionId: string, actor: Actor): Promise<InvoiceRow> {
    const update = this.db(INVOICES)
      .where({ id })
      .update({ payment_session_id: paymentSessionId, updated_at: this.db.fn.now() })
    const row = await this.change(this.db, update, "taken_up", actor, { payment_session_id: paymentSessionId })
    if (!row) throw new Error(`the ledger has no row ${id}`)
    return row
  }

  /**
   * Staff have accepted that another sum pays for the cart than the one QPay was asked for. It is the invoice's sum
   * from now on, for everything that compares.
   * @param seen what staff saw as paid
   * @returns null when the row is not held any more, or another sum is paid by now
   */
  async accept(
    id: string,
    seen: Tugrik,
    terms: { amount: Tugrik; session_amount: number; shortfall: number },
    actor: Actor
  ): Promise<InvoiceRow | null> {
    return this.db.transaction(async (trx) => {
      const before = await trx(INVOICES).where({ id, state: "attention" }).forUpdate().first<DbRow>("*")
      if (!before || Number(before.paid_amount) !== seen) return null
      const update = trx(INVOICES)
        .where({ id })
        .update({
          ...bigNumberColumns("amount", terms.amount),
          ...bigNumberColumns("session_amount", terms.session_amount),
          ...bigNumberColumns("shortfall", terms.shortfall),
          next_check_at: trx.raw(`now() + interval '${PLACING_SECONDS} seconds'`),
          updated_at: trx.fn.now(),
        })
      return this.change(trx, update, "amount_accepted", actor, { asked: Number(before.amount), ...terms })
    })
  }

  /** Notes why a row stays as it is (an unknown outcome, say). */
  async note(id: string, type: string, actor: Actor, data: object = {}): Promise<void> {
    await this.append(this.db, id, type, actor, data)
  }

  /**
   * Asks leave to call `payment/check`: at most one per invoice and interval over all machines (the database's
   * clock decides). @returns whether the caller may ask
   */
  async claimCheck(id: string, intervalSeconds: number): Promise<boolean> {
    const before = this.db.raw("now() - make_interval(secs => ?)", [intervalSeconds])
    const claimed = await this.db(INVOICES)
      .where({ id })
      .where((due) => due.whereNull("last_asked_at").orWhere("last_asked_at", "<", before))
      .update({ last_asked_at: this.db.fn.now() })
    return claimed > 0
  }

  /** A question that came to nothing does not count: the next one need not wait. */
  async unclaimCheck(id: string): Promise<void> {
    await this.db(INVOICES).where({ id }).update({ last_asked_at: null })
  }

  /**
   * Stores what a check said. Payments are merged by id, and written only over those that they were merged with: a
   * payment once listed is never forgotten, its newest status wins.
   */
  async recordCheck(
    id: string,
    listed: readonly PaymentFact[],
    sumsOf: (payments: readonly PaymentFact[]) => PaymentSums,
    now: Date = new Date()
  ): Promise<InvoiceRow> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await this.byId(id)
      if (!before) throw new Error(`the ledger has no row ${id}`)
      const payments = mergePayments(before.payments, listed)
      const sums = sumsOf(payments)
      const isNews = essence(payments) !== essence(before.payments)
      const update = this.db(INVOICES)
        .where({ id })
        .whereRaw("coalesce(payments, '[]') = ?::jsonb", [JSON.stringify(before.payments)])
        .update({
          payments: JSON.stringify(payments),
          ...bigNumberColumns("paid_amount", sums.paid),
          ...bigNumberColumns("refunded_amount", sums.refunded),
          ...bigNumberColumns("fee_amount", sums.fee),
          last_checked_at: now,
          checks: this.db.raw("checks + 1"),
          // QPay answered: that it did not before is over. Tries to place an order go on being counted.
          tries: this.db.raw("CASE WHEN state = 'attention' AND reason = 'paid_without_order' THEN tries ELSE 0 END"),
          ...(isNews ? { next_check_at: this.db.raw(SOON_IF_NOBODY_ACTS) } : {}),
          updated_at: this.db.fn.now(),
        })
      const row = isNews
        ? await this.change(this.db, update, "payments_seen", "qpay", { payments })
        : (await update.returning<DbRow[]>("*")).map(toInvoiceRow)[0]
      if (row) return row
    }
    throw new Error(`the payments of ${id} change faster than they can be stored`)
  }

  async events(id: string): Promise<{ type: string; actor: string; data: unknown; created_at: Date }[]> {
    return this.db(EVENTS).where({ qpay_invoice_id: id }).orderBy("id").select("type", "actor", "data", "created_at")
  }

  /** Notes what has been done to an invoice. */
  private async append(db: Knex, invoiceRowId: string, type: string, actor: Actor, data: object): Promise<void> {
    await db(EVENTS).insert({
      id: generateEntityId("", "qpevt"),
      qpay_invoice_id: invoiceRowId,
      type,
      actor,
      data: JSON.stringify(data),
    })
  }

  /**
   * One change of an invoice and its note, in one statement: both are there or neither, and a checkout waits for one
   * round trip instead of four.
   * @param event to be announced with it
   * @returns the row after it, or null when there was nothing to change
   */
  private async change(
    db: Knex,
    change: Knex.QueryBuilder,
    type: string,
    actor: Actor,
    data: object,
    event?: string
  ): Promise<InvoiceRow | null> {
    const note = db.raw(
      `INSERT INTO ${EVENTS} (id, qpay_invoice_id, type, actor, data) SELECT ?, id, ?, ?, ?::jsonb FROM changed`,
      [generateEntityId("", "qpevt"), type, actor, JSON.stringify(data)]
    )
    const changed = db.with("changed", change.returning("*")).with("note", note)
    if (event) changed.with("told", this.announcements.ofChanged(db, event))
    const [row] = await changed.from("changed").select<DbRow[]>("*")
    return row ? toInvoiceRow(row) : null
  }
}

/** SQL: a collection's invoices share their page's name, so that its link survives a new QR. */
const PAY_TOKEN = `coalesce((SELECT pay_token FROM ${INVOICES}
  WHERE payment_collection_id = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1), ?)`

/** 18 random bytes: nobody guesses another shopper's page. */
function newPayToken(): string {
  return randomBytes(18).toString("base64url")
}

/** Two checks of one invoice at the same moment are rare, and three rarer. */
const MOST_TRIES = 10

/** How long an order may be under way before somebody else takes it on. */
const PLACING_SECONDS = 30

/**
 * SQL: payments that are known are no news in QPay's list any more. Whoever asked is to act on them; should that come to
 * nothing (a server that dies, a completion that fails before it), the job does.
 */
const SOON_IF_NOBODY_ACTS = `least(coalesce(next_check_at, 'infinity'), now() + interval '${PLACING_SECONDS} seconds')`

/** SQL: when the job must look again after a move. A move takes effect with the update, so the old state is still read. */
function nextAfter(to: InvoiceState, reason: string | null | undefined): string {
  if (to === "paid") return `now() + interval '${PLACING_SECONDS} seconds'`
  if (to !== "attention") return nextUnlessKnocked("NULL")
  if (reason === "underpaid") return nextUnlessKnocked("CASE WHEN expires_at > now() THEN expires_at END")
  // Its own back-off follows; until then it is as it was.
  return reason === "paid_without_order" ? "next_check_at" : nextUnlessKnocked("NULL")
}
