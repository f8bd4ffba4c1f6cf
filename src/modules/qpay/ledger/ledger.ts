import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Tugrik } from "../../../qpay/money"
import { type InvoiceState, statesBefore } from "../states"
import { AttentionLines } from "./attention-lines"
import { bigNumberColumns, type DbRow, toInvoiceRow } from "./columns"
import { Leases } from "./leases"
import type { Actor, InvoiceRow, NewInvoice, PaymentFact } from "./types"

const INVOICES = "qpay_invoice"
const EVENTS = "qpay_invoice_event"

/**
 * The facts about every invoice ever issued, in PostgreSQL. It needs only a connection, because the provider
 * lives in the payment module's container, where the plugin's services are not registered but the connection is.
 * Every change is a single statement or transaction; none trusts what was read before.
 */
export class Ledger {
  readonly leases: Leases
  readonly attention: AttentionLines

  constructor(private readonly db: Knex) {
    this.leases = new Leases(db)
    this.attention = new AttentionLines(db)
  }

  /** Writes the row that must exist before QPay is asked. Throws when `sender_invoice_no` was used before. */
  async begin(invoice: NewInvoice, actor: Actor): Promise<InvoiceRow> {
    const { amount, session_amount, ...columns } = invoice
    return this.db.transaction(async (trx) => {
      const [row] = await trx(INVOICES)
        .insert({
          id: generateEntityId("", "qpinv"),
          ...columns,
          ...bigNumberColumns("amount", amount),
          ...bigNumberColumns("session_amount", session_amount),
          ...bigNumberColumns("paid_amount", 0),
        })
        .returning<DbRow[]>("*")
      const created = toInvoiceRow(row as DbRow)
      await this.append(trx, created.id, "begun", actor, { amount })
      return created
    })
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
    return this.db.transaction(async (trx) => {
      const [row] = await trx(INVOICES)
        .where({ id })
        .where((free) => free.whereNull("invoice_id").orWhere({ invoice_id: issued.invoiceId }))
        .update({
          invoice_id: issued.invoiceId,
          state: trx.raw("CASE WHEN state = 'creating' THEN 'open' ELSE state END"),
          reason: trx.raw("CASE WHEN state = 'creating' THEN NULL ELSE reason END"),
          ...(issued.publicData ? { public_data: JSON.stringify(issued.publicData) } : {}),
          updated_at: trx.fn.now(),
        })
        .returning<DbRow[]>("*")
      if (!row) return null
      await this.append(trx, id, "issued", actor, { invoice_id: issued.invoiceId })
      return toInvoiceRow(row)
    })
  }

  /** Compare-and-set: moves the row only from a state that may precede `to`. @returns null when it did not move */
  async move(
    id: string,
    to: InvoiceState,
    actor: Actor,
    change: { reason?: string | null; orderId?: string | null; cartId?: string | null; data?: object } = {}
  ): Promise<InvoiceRow | null> {
    return this.db.transaction(async (trx) => {
      const [row] = await trx(INVOICES)
        .where({ id })
        .whereIn("state", statesBefore(to))
        .update({
          state: to,
          reason: change.reason ?? null,
          ...(change.orderId ? { order_id: change.orderId } : {}),
          ...(change.cartId ? { cart_id: change.cartId } : {}),
          updated_at: trx.fn.now(),
        })
        .returning<DbRow[]>("*")
      if (!row) return null
      await this.append(trx, id, to, actor, { reason: change.reason ?? undefined, ...change.data })
      return toInvoiceRow(row)
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

  /**
   * Stores what a check said. Payments are merged by id under a row lock: a payment once listed is never
   * forgotten, its newest status wins.
   */
  async recordCheck(
    id: string,
    listed: readonly PaymentFact[],
    paidOf: (payments: readonly PaymentFact[]) => Tugrik,
    now: Date = new Date()
  ): Promise<InvoiceRow> {
    return this.db.transaction(async (trx) => {
      const locked = await trx(INVOICES).where({ id }).forUpdate().first<DbRow>("*")
      if (!locked) throw new Error(`the ledger has no row ${id}`)
      const before = toInvoiceRow(locked)
      const payments = mergePayments(before.payments, listed)
      const [row] = await trx(INVOICES)
        .where({ id })
        .update({
          payments: JSON.stringify(payments),
          ...bigNumberColumns("paid_amount", paidOf(payments)),
          last_checked_at: now,
          checks: trx.raw("checks + 1"),
          updated_at: trx.fn.now(),
        })
        .returning<DbRow[]>("*")
      if (essence(payments) !== essence(before.payments)) {
        await this.append(trx, id, "payments_seen", "qpay", { payments })
      }
      return toInvoiceRow(row as DbRow)
    })
  }

  async byId(id: string): Promise<InvoiceRow | null> {
    return this.first({ id })
  }

  /** The newest invoice of a session; older ones were replaced by it. */
  async bySession(paymentSessionId: string): Promise<InvoiceRow | null> {
    return this.first({ payment_session_id: paymentSessionId })
  }

  async byInvoiceId(invoiceId: string): Promise<InvoiceRow | null> {
    return this.first({ invoice_id: invoiceId })
  }

  async bySenderInvoiceNo(senderInvoiceNo: string): Promise<InvoiceRow | null> {
    return this.first({ sender_invoice_no: senderInvoiceNo })
  }

  /** All invoices of a session, newest first (a session has several only after `updatePayment`). */
  async allOfSession(paymentSessionId: string): Promise<InvoiceRow[]> {
    const rows = await live(this.db)
      .where({ payment_session_id: paymentSessionId })
      .orderBy("id", "desc")
      .select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  /** All invoices of a payment collection, oldest first. */
  async ofCollection(paymentCollectionId: string): Promise<InvoiceRow[]> {
    const rows = await live(this.db)
      .where({ payment_collection_id: paymentCollectionId })
      .orderBy("id")
      .select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  /** All invoices of a cart, oldest first. */
  async ofCart(cartId: string): Promise<InvoiceRow[]> {
    const rows = await live(this.db).where({ cart_id: cartId }).orderBy("id").select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  async events(id: string): Promise<{ type: string; actor: string; data: unknown; created_at: Date }[]> {
    return this.db(EVENTS).where({ qpay_invoice_id: id }).orderBy("id").select("type", "actor", "data", "created_at")
  }

  private async first(where: object): Promise<InvoiceRow | null> {
    const row = await live(this.db).where(where).orderBy("id", "desc").first<DbRow>("*")
    return row ? toInvoiceRow(row) : null
  }

  private async append(db: Knex, invoiceRowId: string, type: string, actor: Actor, data: object): Promise<void> {
    await db(EVENTS).insert({
      id: generateEntityId("", "qpevt"),
      qpay_invoice_id: invoiceRowId,
      type,
      actor,
      data: JSON.stringify(data),
    })
  }
}

/** What may change about known payments; the database does not keep the order of keys. */
function essence(payments: readonly PaymentFact[]): string {
  return payments.map(({ payment_id, status, amount }) => `${payment_id} ${status} ${amount}`).join("\n")
}

/** Medusa's indexes cover rows that are not soft-deleted; a query that does not say so cannot use them. */
function live(db: Knex): Knex.QueryBuilder {
  return db(INVOICES).whereNull("deleted_at")
}

function mergePayments(known: readonly PaymentFact[], listed: readonly PaymentFact[]): PaymentFact[] {
  const merged = new Map(known.map((fact) => [fact.payment_id, fact]))
  for (const fact of listed) {
    merged.set(fact.payment_id, { ...fact, seen_at: merged.get(fact.payment_id)?.seen_at ?? fact.seen_at })
  }
  return [...merged.values()]
}
