import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { NEXT_BY_ITSELF } from "./agenda"

const TABLE = "qpay_invoice"
const SERVING_SECONDS = 20

/**
 * Keeps two workers, on two machines, off one payment collection without holding a transaction open.
 * The lease sits on the collection's oldest invoice, so siblings (two QRs for one cart) share it. It is a time
 * in the database's clock, because the machines' clocks may differ; a killed holder's lease runs out by itself.
 */
export class Leases {
  constructor(private readonly db: Knex) {}

  /** The row that carries the lease for an invoice: the oldest of its collection, or itself. */
  async headOf(row: { id: string; payment_collection_id: string | null }): Promise<string> {
    if (!row.payment_collection_id) return row.id
    const head = await this.db(TABLE)
      .where({ payment_collection_id: row.payment_collection_id, deleted_at: null })
      .orderBy("id")
      .first<{ id: string }>("id")
    return head?.id ?? row.id
  }

  async take(headId: string, owner: string, seconds: number): Promise<boolean> {
    const taken = await this.db(TABLE)
      .where({ id: headId })
      .where((free) =>
        free.whereNull("lease_until").orWhere("lease_until", "<", this.db.fn.now()).orWhere({ lease_owner: owner })
      )
      .update({ lease_owner: owner, lease_until: this.inSeconds(seconds) })
    return taken > 0
  }

  /** @returns false when the lease was lost: the holder must stop changing things */
  async renew(headId: string, owner: string, seconds: number): Promise<boolean> {
    const renewed = await this.db(TABLE)
      .where({ id: headId, lease_owner: owner })
      .update({ lease_until: this.inSeconds(seconds) })
    return renewed > 0
  }

  async release(headId: string, owner: string): Promise<void> {
    await this.db(TABLE).where({ id: headId, lease_owner: owner }).update({ lease_owner: null, lease_until: null })
  }

  /**
   * Leaves a mark that somebody with a valid token knocked. It stays until a look that began later has answered
   * it, so a knock survives the death of whoever should have served it. @returns the knock's number
   */
  async knock(id: string): Promise<number> {
    const [row] = await this.db(TABLE)
      .where({ id })
      .update({
        knocks: this.db.raw("knocks + 1"),
        callbacks: this.db.raw("callbacks + 1"),
        last_callback_at: this.db.fn.now(),
        // Whoever knocked is being served now; should that come to nothing, the job takes over.
        next_check_at: this.db.raw(
          `least(coalesce(next_check_at, 'infinity'), now() + interval '${SERVING_SECONDS} seconds')`
        ),
      })
      .returning<{ knocks: number }[]>("knocks")
    return row?.knocks ?? 0
  }

  /** Marks all knocks up to `number` as answered: the invoice goes back to its own time on the agenda. */
  async served(id: string, number: number): Promise<void> {
    await this.db(TABLE)
      .where({ id })
      .update({
        knocks_served: this.db.raw("greatest(knocks_served, ?)", [number]),
        tries: this.db.raw("CASE WHEN state = 'attention' THEN tries ELSE 0 END"),
        next_check_at: this.db.raw(`CASE WHEN knocks <= ? THEN ${NEXT_BY_ITSELF} ELSE next_check_at END`, [number]),
      })
  }

  private inSeconds(seconds: number): Knex.Raw {
    return this.db.raw("now() + make_interval(secs => ?)", [seconds])
  }
}
