import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"

const TABLE = "qpay_pulse"
const PROBE = "probe:"
/** A probe of the callback URL is answered for so long; nobody waits longer. */
const PROBE_SECONDS = 60

/** Signs of life that one server leaves and another reads. Times are the database's. */
export class Pulses {
  constructor(private readonly db: Knex) {}

  /** Notes that a job has run to its end just now. */
  async beat(name: string, report: Record<string, number>): Promise<void> {
    await this.db.raw(
      `INSERT INTO ${TABLE} (id, name, last_run_at, report) VALUES (?, ?, now(), ?)
       ON CONFLICT (name) WHERE deleted_at IS NULL DO UPDATE SET
         last_run_at = now(), report = excluded.report, updated_at = now()`,
      [generateEntityId("", "qppls"), name, JSON.stringify(report)]
    )
  }

  /** A probe is under way. Clears away those that nobody waits for any more. */
  async beginProbe(nonce: string): Promise<void> {
    await this.db(TABLE)
      .where("name", "like", `${PROBE}%`)
      .where("last_run_at", "<", this.db.raw("now() - make_interval(secs => ?)", [PROBE_SECONDS]))
      .delete()
    await this.beat(PROBE + nonce, {})
  }

  async endProbe(nonce: string): Promise<void> {
    await this.db(TABLE)
      .where({ name: PROBE + nonce })
      .delete()
  }

  /** Whether somebody on this very database waits for this probe; on a copy of it nobody does. */
  async isProbeUnderWay(nonce: string): Promise<boolean> {
    const row = await this.db(TABLE)
      .where({ name: PROBE + nonce, deleted_at: null })
      .where("last_run_at", ">", this.db.raw("now() - make_interval(secs => ?)", [PROBE_SECONDS]))
      .first("id")
    return row !== undefined
  }
}
