import type { Knex } from "@medusajs/framework/mikro-orm/knex"

const TABLE = "qpay_pulse"
const TURN = "turn:"
/** What a server that died has left is cleared away when it is so old. */
const ABANDONED = "1 hour"

/**
 * One at a time, on all machines, for what has no invoice yet that could carry a lease. Whoever has the turn leaves
 * signs of life: once they are too old it is dead, and the next one may. Times are the database's.
 */
export class Turns {
  constructor(private readonly db: Knex) {}

  /** @param seconds of silence after which whoever has it is dead */
  async take(name: string, owner: string, seconds: number): Promise<boolean> {
    const { rows } = await this.db.raw<{ rows: unknown[] }>(
      `INSERT INTO ${TABLE} (id, name, last_run_at) VALUES (?, ?, now())
       ON CONFLICT (name) WHERE deleted_at IS NULL DO UPDATE SET
         id = excluded.id, last_run_at = now(), updated_at = now()
       WHERE ${TABLE}.id = excluded.id OR ${TABLE}.last_run_at < now() - make_interval(secs => ?)
       RETURNING id`,
      [owner, TURN + name, seconds]
    )
    return rows.length > 0
  }

  /** @returns false when somebody else has it by now */
  async renew(name: string, owner: string): Promise<boolean> {
    const renewed = await this.db(TABLE)
      .where({ id: owner, name: TURN + name })
      .update({ last_run_at: this.db.fn.now() })
    return renewed > 0
  }

  async release(name: string, owner: string): Promise<void> {
    await this.db(TABLE)
      .where({ id: owner, name: TURN + name })
      .orWhere((left) =>
        left.where("name", "like", `${TURN}%`).where("last_run_at", "<", this.db.raw(`now() - interval '${ABANDONED}'`))
      )
      .delete()
  }
}
