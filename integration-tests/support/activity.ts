import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Express, Response } from "express"

/** Work goes from one statement to the next: it is over when nothing was seen several times in a row. */
const QUIET_SAMPLES = 3
const EVERY_MS = 15
/** A limit ends a hang. Leases that a test planted run out long before. */
const LIMIT_MS = 300_000

/** What is under way by the database's own account. */
const UNFINISHED = `
  SELECT 'workflow ' || workflow_id AS work FROM workflow_execution
   WHERE state NOT IN ('not_started', 'done', 'reverted', 'failed') AND deleted_at IS NULL
  UNION ALL
  SELECT 'settlement of ' || id FROM qpay_invoice WHERE lease_until > now()
  UNION ALL
  SELECT name FROM qpay_pulse WHERE name LIKE 'turn:%' AND last_run_at > now() - interval '15 seconds' AND deleted_at IS NULL`

/** What a shop in this process is still doing after the answers that a test waited for. */
export class Activity {
  private readonly unanswered = new Set<Response>()

  constructor(app: Express) {
    app.use((_req, res, next) => {
      this.unanswered.add(res)
      res.once("close", () => this.unanswered.delete(res))
      next()
    })
  }

  /** Waits until no request is answered, no workflow runs, nothing is being settled and no statement is under way. */
  async untilIdle(db: Knex): Promise<void> {
    const until = Date.now() + LIMIT_MS
    for (let quiet = 0; quiet < QUIET_SAMPLES;) {
      const work = await this.work(db)
      if (work && Date.now() > until) throw new Error(`the shop is still at work after a test: ${work}`)
      quiet = work ? 0 : quiet + 1
      if (quiet < QUIET_SAMPLES) await sleep(EVERY_MS)
    }
  }

  /** @returns one thing that is under way; undefined when nothing is */
  private async work(db: Knex): Promise<string | undefined> {
    // An open stream is an answer that ends with its page, so it does not count.
    const request = [...this.unanswered].find(
      (res) => !String(res.getHeader("content-type")).startsWith("text/event-stream")
    )
    if (request) return `${request.req.method} ${request.req.path}`
    if (db.client.pool.numUsed() > 0) return "a statement"
    const { rows } = await db.raw<{ rows: { work: string }[] }>(UNFINISHED)
    return rows[0]?.work
  }
}
