import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Tugrik } from "../../../qpay/money"
import type { AttentionReason, InvoiceState } from "../states"
import { type DbRow, toAttentionLine, toInvoiceRow } from "./columns"
import type { AttentionLine, InvoiceRow } from "./types"

const INVOICES = "qpay_invoice"
const LINES = "qpay_attention"
/** SQL: money that staff sent back by bank, as totals and lists count it. */
const BY_BANK = "resolution = 'returned_by_bank'"

/** Ledger ids: they are in the order of time, so a span of time is a span of ids, and pages follow each other by them. */
export interface Span {
  from?: string
  /** Not included. */
  until?: string
}

export interface InvoiceFilter extends Span {
  states?: readonly InvoiceState[]
  /** With an open line of this reason. */
  reason?: AttentionReason
  search?: Search
}

/** Any name that somebody may know an invoice by. */
export interface Search {
  /** The text itself: an id of Medusa's or QPay's, or the reference. */
  text: string
  /** Orders that the text names. */
  orderIds: readonly string[]
  /** Payment sessions that the text names. */
  sessionIds: readonly string[]
}

export interface LedgerTotals {
  invoices: number
  paid_invoices: number
  taken: Tugrik
  refunded_by_qpay: Tugrik
  refunded_by_bank: Tugrik
  fees: number
  attention_count: number
  attention_amount: Tugrik
}

/** What staff's lists read, newest first. Each query has an index to walk, so its cost does not grow with the shop. */
export class Registry {
  constructor(private readonly db: Knex) {}

  /** @param after the last id of the page before */
  async invoices(filter: InvoiceFilter, limit: number, after?: string): Promise<InvoiceRow[]> {
    const { states, reason, search } = filter
    const page = (query: Knex.QueryBuilder) =>
      query
        .whereNull("i.deleted_at")
        .modify((narrowed) => within(narrowed, "i.id", filter))
        .modify((narrowed) => after !== undefined && narrowed.where("i.id", "<", after))
        .orderBy("i.id", "desc")
        .limit(limit)
    if (states && !reason && !search) {
      // Each state by itself and by its name: else the planner walks all invoices to find a rare one.
      const ofState = (state: InvoiceState) => page(this.db({ i: INVOICES }).select("i.*")).where("i.state", state)
      const pages = await Promise.all(states.map((state) => this.read(ofState(state))))
      const newestFirst = pages.flat().sort((a, b) => (a.id < b.id ? 1 : -1))
      return newestFirst.slice(0, limit)
    }
    const query = page(this.db({ i: INVOICES }).select("i.*"))
    if (states) query.whereIn("i.state", [...states])
    if (reason) query.whereIn("i.id", this.openLines().where({ reason }).select("qpay_invoice_id"))
    if (search) query.where((any) => this.named(any, search))
    return this.read(query)
  }

  /** Lines of the attention list, newest first, each with its invoice. */
  async lines(
    filter: { resolved: boolean; reason?: AttentionReason },
    limit: number,
    after?: string
  ): Promise<{ line: AttentionLine; invoice: InvoiceRow }[]> {
    const query = this.db(LINES).whereNull("deleted_at").select("*").orderBy("id", "desc").limit(limit)
    if (filter.resolved) query.whereNotNull("resolved_at")
    else query.whereNull("resolved_at")
    if (filter.reason) query.where({ reason: filter.reason })
    if (after !== undefined) query.where("id", "<", after)
    const lines = ((await query) as DbRow[]).map(toAttentionLine)
    const ids = lines.map(({ qpay_invoice_id }) => qpay_invoice_id)
    const rows = await this.read(this.db({ i: INVOICES }).select("i.*").whereIn("i.id", ids))
    const byId = new Map(rows.map((row) => [row.id, row]))
    return lines.flatMap((line) => {
      const invoice = byId.get(line.qpay_invoice_id)
      return invoice ? [{ line, invoice }] : []
    })
  }

  /** Whole tugrik that staff sent back by bank, of those invoices of which they did. */
  async returnedByBank(ids: readonly string[]): Promise<Map<string, Tugrik>> {
    const rows = await this.db(LINES)
      .whereNull("deleted_at")
      .whereIn("qpay_invoice_id", [...ids])
      .whereRaw(BY_BANK)
      .groupBy("qpay_invoice_id")
      .select<{ id: string; amount: string }[]>(this.db.raw("qpay_invoice_id AS id, sum(amount) AS amount"))
    return new Map(rows.map(({ id, amount }) => [id, Number(amount)]))
  }

  /** How many lines are open, and how much money is in them. */
  async open(): Promise<{ count: number; amount: Tugrik }> {
    const [row] = await this.openLines().select<{ count: string; amount: string }[]>(
      this.db.raw("count(*) AS count, coalesce(sum(amount), 0) AS amount")
    )
    return { count: Number(row?.count), amount: Number(row?.amount) }
  }

  /** Sums over the invoices issued in a span of time. */
  async totals(span: Span): Promise<LedgerTotals> {
    const sums = this.db({ i: INVOICES })
      .whereNull("i.deleted_at")
      .modify((query) => within(query, "i.id", span))
      .select<DbRow[]>(
        this.db.raw(`count(*) AS invoices, count(*) FILTER (WHERE paid_amount + refunded_amount > 0) AS paid_invoices,
          coalesce(sum(paid_amount + refunded_amount), 0) AS taken, coalesce(sum(refunded_amount), 0) AS refunded_by_qpay,
          coalesce(sum(fee_amount), 0) AS fees`)
      )
    const lines = this.db(LINES)
      .whereNull("deleted_at")
      .modify((query) => within(query, "qpay_invoice_id", span))
      .select<DbRow[]>(
        this.db.raw(`coalesce(sum(amount) FILTER (WHERE ${BY_BANK}), 0) AS refunded_by_bank,
          count(*) FILTER (WHERE resolved_at IS NULL) AS attention_count,
          coalesce(sum(amount) FILTER (WHERE resolved_at IS NULL), 0) AS attention_amount`)
      )
    const [[ofInvoices], [ofLines]] = await Promise.all([sums, lines])
    const numbers = Object.entries({ ...ofInvoices, ...ofLines }).map(([name, value]) => [name, Number(value)])
    return Object.fromEntries(numbers) as unknown as LedgerTotals
  }

  private openLines(): Knex.QueryBuilder {
    return this.db(LINES).whereNull("resolved_at").whereNull("deleted_at")
  }

  private named(any: Knex.QueryBuilder, { text, orderIds, sessionIds }: Search): void {
    const named = [
      "id",
      "invoice_id",
      "sender_invoice_no",
      "payment_session_id",
      "issued_session_id",
      "cart_id",
      "order_id",
    ]
    for (const column of named) any.orWhere(`i.${column}`, text)
    any.orWhere("i.reference", text.toUpperCase())
    any.orWhereRaw("i.payments @> ?::jsonb", [JSON.stringify([{ payment_id: text }])])
    if (orderIds.length > 0) any.orWhereIn("i.order_id", [...orderIds])
    if (sessionIds.length > 0) any.orWhereIn("i.payment_session_id", [...sessionIds])
  }

  private async read(query: Knex.QueryBuilder): Promise<InvoiceRow[]> {
    return ((await query) as DbRow[]).map(toInvoiceRow)
  }
}

function within(query: Knex.QueryBuilder, column: string, { from, until }: Span): void {
  if (from !== undefined) query.where(column, ">=", from)
  if (until !== undefined) query.where(column, "<", until)
}
