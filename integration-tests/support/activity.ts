import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Express, Response } from "express"

/** Work goes from one statement to the next: it is over when nothing was seen several times in a row. */
const QUIET_SAMPLES = 3
const EVERY_MS = 15
/** A hang limit: a lease that a test planted runs out within it. */
const LIMIT_MS = 30_000

const UNFINISHED = `
  SELECT 1 FROM workflow_execution WHERE state NOT IN ('not_started', 'done', 'reverted', 'failed') AND deleted_at IS NULL
  UNION ALL
  SELECT 1 FROM qpay_invoice WHERE lease_until > now()`

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
  async isOver(db: Knex): Promise<void> {
    const until = Date.now() + LIMIT_MS
    for (let quiet = 0; quiet < QUIET_SAMPLES && Date.now() < until;) {
      const busy = this.isAnswering() || db.client.pool.numUsed() > 0 || (await db.raw(UNFINISHED)).rows.length > 0
      quiet = busy ? 0 : quiet + 1
      if (quiet < QUIET_SAMPLES) await sleep(EVERY_MS)
    }
  }

  /** An open stream is an answer that ends with its page, so it does not count. */
  private isAnswering(): boolean {
    return [...this.unanswered].some((res) => !String(res.getHeader("content-type")).startsWith("text/event-stream"))
  }
}
