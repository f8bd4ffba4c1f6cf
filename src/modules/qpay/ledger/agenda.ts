import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { type DbRow, toInvoiceRow } from "./columns"
import type { InvoiceRow } from "./types"

const TABLE = "qpay_invoice"

/** An invoice whose answer from QPay was never stored is waited for at most so long. */
const UNANSWERED_HOURS = 24

/**
 * SQL: when an invoice is looked at next if nothing is heard of it. What can still be paid, at its expiry; an order
 * under way, as it was set; the rest, never.
 */
export const NEXT_BY_ITSELF = `CASE
  WHEN state = 'creating' THEN created_at + interval '${UNANSWERED_HOURS} hours'
  WHEN state = 'open' THEN expires_at
  WHEN state = 'attention' AND reason = 'underpaid' AND expires_at > now() THEN expires_at
  WHEN state = 'paid' OR (state = 'attention' AND reason = 'paid_without_order') THEN next_check_at
END`

/** SQL: an unanswered knock keeps its place on the agenda, whatever else happens to the invoice. */
export function nextUnlessKnocked(next: string): string {
  return `CASE WHEN knocks > knocks_served THEN coalesce(next_check_at, now()) ELSE ${next} END`
}

/** What the reconcile job has to do, and when. All times are the database's, because the servers' clocks may differ. */
export class Agenda {
  constructor(private readonly db: Knex) {}

  /** The database's clock, by which invoices expire. */
  async now(): Promise<Date> {
    const { rows } = await this.db.raw<{ rows: { now: Date }[] }>("SELECT now() AS now")
    return rows[0]!.now
  }

  /**
   * Hands out due invoices, each to one caller only. They come up again after `seconds` unless they are dealt with,
   * so the work of a server that dies is done by another.
   */
  async claimDue(account: string, limit: number, seconds: number): Promise<InvoiceRow[]> {
    const { rows } = await this.db.raw<{ rows: DbRow[] }>(
      `UPDATE ${TABLE} SET next_check_at = now() + make_interval(secs => ?)
        WHERE id IN (SELECT id FROM ${TABLE}
                      WHERE account = ? AND next_check_at <= now() AND deleted_at IS NULL
                      ORDER BY next_check_at LIMIT ? FOR UPDATE SKIP LOCKED)
        RETURNING *`,
      [seconds, account, limit]
    )
    return rows.map(toInvoiceRow)
  }

  /** Puts invoices at the head of the agenda: QPay's list speaks of money the ledger does not know. */
  async bringForward(ids: readonly string[]): Promise<void> {
    await this.db(TABLE)
      .whereIn("id", [...ids])
      .update({ next_check_at: this.db.raw("least(coalesce(next_check_at, now()), now())") })
  }

  /** A look came to nothing: the next one is later. */
  async postpone(id: string, seconds: number | null): Promise<void> {
    await this.db(TABLE)
      .where({ id })
      .update({
        tries: this.db.raw("tries + 1"),
        next_check_at: seconds === null ? null : this.db.raw("now() + make_interval(secs => ?)", [seconds]),
      })
  }

  /** It is not time yet: nothing came of this look, but nothing is wrong either. */
  async comeBack(id: string, seconds: number): Promise<void> {
    const next_check_at = this.db.raw("now() + make_interval(secs => ?)", [seconds])
    await this.db(TABLE).where({ id }).update({ next_check_at })
  }

  /** The collection is paid: ends the life of its other invoices, which the job then closes at QPay. */
  async expireSiblings(paymentCollectionId: string, paidRowId: string | null): Promise<number> {
    return this.db(TABLE)
      .where({ payment_collection_id: paymentCollectionId, state: "open", deleted_at: null })
      .modify((others) => paidRowId && others.whereNot({ id: paidRowId }))
      .update({ expires_at: this.db.fn.now(), next_check_at: this.db.fn.now() })
  }
}
