import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { DEAD, PAYABLE } from "../states"
import { RETURNED } from "./attention-lines"
import { type DbRow, toFace, toInvoiceRow } from "./columns"
import type { Face, InvoiceRow } from "./types"

const INVOICES = "qpay_invoice"
/**
 * SQL: which of a payment collection's invoices its page shows: one that holds money, else one that can be paid, else
 * the one that was issued, or whose money went back, last. One that QPay has not issued yet, or never will, has no QR to
 * show.
 */
const SHOWN_FIRST = `(state IN ('paid', 'settled', 'attention')) DESC, (state = 'creating'),
  (state = 'open' AND (expires_at > now()) IS NOT FALSE) DESC,
  CASE WHEN state = 'refunded' THEN updated_at ELSE created_at END DESC, id DESC`
/** SQL: what staff sent back by bank. Most open pages wait for money: for those the lines are not looked at. */
const RETURNED_BY_BANK = `CASE WHEN state IN ('creating', 'open') THEN 0 ELSE
  (SELECT coalesce(sum(amount), 0) FROM qpay_attention
    WHERE qpay_invoice_id = ${INVOICES}.id AND deleted_at IS NULL AND ${RETURNED}) END`
/** SQL: as little of a row as tells whether its page has changed. */
const FACE = `id, state, paid_amount, refunded_amount, ${RETURNED_BY_BANK} AS returned_by_bank, order_id,
  (expires_at <= now()) IS TRUE AS over`

/** Finds invoices by every name they go under. */
export class InvoiceReader {
  constructor(protected readonly db: Knex) {}

  async byId(id: string): Promise<InvoiceRow | null> {
    return this.first({ id })
  }

  /** The newest invoice of a session; older ones were replaced by it. */
  async bySession(paymentSessionId: string): Promise<InvoiceRow | null> {
    return (await this.allOfSession(paymentSessionId))[0] ?? null
  }

  /** Those of QPay's invoices that are ours. */
  async byInvoiceIds(invoiceIds: readonly string[]): Promise<InvoiceRow[]> {
    const rows = await live(this.db)
      .whereIn("invoice_id", [...invoiceIds])
      .select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  /** What a hosted page shows. */
  async byPayToken(payToken: string): Promise<InvoiceRow | null> {
    const row = await live(this.db).where({ pay_token: payToken }).orderByRaw(SHOWN_FIRST).first<DbRow>("*")
    return row ? toInvoiceRow(row) : null
  }

  /**
   * What the page of a session shows: its own invoice, or, once that is dead, the one of its payment collection that
   * was paid in its place. No other sale's is ever shown.
   */
  async shownFor(row: InvoiceRow): Promise<InvoiceRow> {
    if (!DEAD.includes(row.state) || !row.payment_collection_id) return row
    const paid = await live(this.db)
      .where({ payment_collection_id: row.payment_collection_id })
      .whereIn("state", ["paid", "settled"])
      .orderByRaw("state = 'settled' DESC, id")
      .first<DbRow>("*")
    return paid ? toInvoiceRow(paid) : row
  }

  /**
   * What open pages would see now, all of them in one query.
   * @param keys session ids (the ones issued for) and pay tokens
   */
  async faces(keys: { sessions: readonly string[]; tokens: readonly string[] }): Promise<Face[]> {
    const { rows } = await this.db.raw<{ rows: DbRow[] }>(
      `(SELECT DISTINCT ON (issued_session_id) issued_session_id AS key, ${FACE} FROM ${INVOICES}
         WHERE issued_session_id = ANY(?) AND deleted_at IS NULL ORDER BY issued_session_id, id DESC)
       UNION ALL
       (SELECT DISTINCT ON (pay_token) pay_token AS key, ${FACE} FROM ${INVOICES}
         WHERE pay_token = ANY(?) AND deleted_at IS NULL ORDER BY pay_token, ${SHOWN_FIRST})`,
      [[...keys.sessions], [...keys.tokens]]
    )
    return rows.map(toFace)
  }

  async byInvoiceId(invoiceId: string): Promise<InvoiceRow | null> {
    return this.first({ invoice_id: invoiceId })
  }

  async bySenderInvoiceNo(senderInvoiceNo: string): Promise<InvoiceRow | null> {
    return this.first({ sender_invoice_no: senderInvoiceNo })
  }

  /**
   * All invoices of a session, newest first: those issued for it (several only after `updatePayment`), and one that
   * it pays for after late money was taken up.
   */
  async allOfSession(paymentSessionId: string): Promise<InvoiceRow[]> {
    const rows = await live(this.db)
      .where((of) =>
        of.where({ payment_session_id: paymentSessionId }).orWhere({ issued_session_id: paymentSessionId })
      )
      .orderBy("id", "desc")
      .select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  /** The first invoice ever issued on an account. */
  async firstOfAccount(account: string): Promise<InvoiceRow | null> {
    const row = await live(this.db).where({ account }).orderBy("id").first<DbRow>("*")
    return row ? toInvoiceRow(row) : null
  }

  /** When QPay last issued an invoice on an account. */
  async lastIssuedAt(account: string): Promise<Date | null> {
    const row = await live(this.db)
      .where({ account })
      .whereNotNull("invoice_id")
      .orderBy("id", "desc")
      .first<{ created_at: Date }>("created_at")
    return row?.created_at ?? null
  }

  /** An invoice of this account was asked for and QPay's answer never came: it may exist. */
  async hasUnbound(account: string): Promise<boolean> {
    const row = await live(this.db).where({ account, state: "creating" }).whereRaw(`(${PAYABLE})`).first("id")
    return row !== undefined
  }

  /** All invoices of a payment collection, oldest first. */
  async ofCollection(paymentCollectionId: string): Promise<InvoiceRow[]> {
    const rows = await live(this.db)
      .where({ payment_collection_id: paymentCollectionId })
      .orderBy("id")
      .select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  /** The invoices that paid for an order. */
  async ofOrder(orderId: string): Promise<InvoiceRow[]> {
    const rows = await live(this.db).where({ order_id: orderId }).orderBy("id").select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  /** All invoices of a cart, oldest first. */
  async ofCart(cartId: string): Promise<InvoiceRow[]> {
    const rows = await live(this.db).where({ cart_id: cartId }).orderBy("id").select<DbRow[]>("*")
    return rows.map(toInvoiceRow)
  }

  private async first(where: object): Promise<InvoiceRow | null> {
    const row = await live(this.db).where(where).orderBy("id", "desc").first<DbRow>("*")
    return row ? toInvoiceRow(row) : null
  }
}

/** Medusa's indexes cover rows that are not soft-deleted; a query that does not say so cannot use them. */
function live(db: Knex): Knex.QueryBuilder {
  return db(INVOICES).whereNull("deleted_at")
}
