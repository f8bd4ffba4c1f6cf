import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import { ANNOUNCED_INVOICE } from "./events"

const TABLE = "qpay_announcement"

export interface Announcement {
  id: string
  name: string
  data: Record<string, unknown>
}

/**
 * Events still to be told. Written in the transaction that makes them true, so none is forgotten, and told by one
 * server at a time, so none is told twice unless that server dies between telling and noting it.
 */
export class Announcements {
  constructor(private readonly db: Knex) {}

  async add(trx: Knex, name: string, data: Record<string, unknown>): Promise<void> {
    const id = generateEntityId("", "qpann")
    await trx(TABLE).insert({ id, name, data: JSON.stringify({ id, ...data }) })
  }

  /** SQL: announces the invoice that the statement has changed, see `Ledger.change`. */
  ofChanged(db: Knex, name: string): Knex.Raw {
    const id = generateEntityId("", "qpann")
    return db.raw(
      `INSERT INTO ${TABLE} (id, name, data) SELECT ?, ?, jsonb_build_object('id', ?::text) || ${ANNOUNCED_INVOICE} FROM changed`,
      [id, name, id]
    )
  }

  /** @returns some that nobody else is telling, oldest first */
  async claim(limit: number, seconds: number): Promise<Announcement[]> {
    const { rows } = await this.db.raw<{ rows: Announcement[] }>(
      `UPDATE ${TABLE} SET claimed_until = now() + make_interval(secs => ?)
        WHERE id IN (SELECT id FROM ${TABLE}
                      WHERE deleted_at IS NULL AND (claimed_until IS NULL OR claimed_until < now())
                      ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)
        RETURNING id, name, data`,
      [seconds, limit]
    )
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  async told(ids: readonly string[]): Promise<void> {
    await this.db(TABLE)
      .whereIn("id", [...ids])
      .delete()
  }
}
