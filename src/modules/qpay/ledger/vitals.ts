import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { PAYABLE } from "../states"
import { hop } from "./accounts"

const INVOICES = "qpay_invoice"

/** How settlement is doing. Ages are in seconds of the database's clock. */
export interface Vitals {
  /** Something can still be paid, or is due: the job has work, or may have any moment. */
  busy: boolean
  /** Since the job's last finished run; null when it never ran. */
  job_age: number | null
  /** How long the longest overdue invoice waits for the job; 0 when none is due. */
  overdue: number
  /** How long the oldest unanswered callback waits; 0 when none does. */
  unanswered: number
  /** Open lines of the attention list. */
  attention_count: number
  /** Whole tugrik at stake in them. */
  attention_amount: number
}

/** One statement on partial indexes: it costs the same with a hundred thousand open invoices as with one. */
export async function readVitals(db: Knex, job: string): Promise<Vitals> {
  const { rows } = await db.raw<{ rows: Record<keyof Vitals, unknown>[] }>(
    `WITH RECURSIVE planned AS (${hop("planned", "next_check_at IS NOT NULL")})
     SELECT
       EXISTS (SELECT 1 FROM ${INVOICES} WHERE (${PAYABLE}) AND deleted_at IS NULL) OR coalesce(due.at <= now(), false) AS busy,
       (SELECT extract(epoch FROM now() - last_run_at) FROM qpay_pulse WHERE name = ? AND deleted_at IS NULL) AS job_age,
       greatest(extract(epoch FROM now() - due.at), 0) AS overdue,
       (SELECT greatest(extract(epoch FROM now() - min(last_callback_at)), 0) FROM ${INVOICES}
         WHERE knocks > knocks_served AND deleted_at IS NULL) AS unanswered,
       lines.count AS attention_count, lines.amount AS attention_amount
     FROM (SELECT min(first.at) AS at FROM planned
             JOIN LATERAL (SELECT next_check_at AS at FROM ${INVOICES} i
                            WHERE i.account = planned.account AND next_check_at IS NOT NULL AND i.deleted_at IS NULL
                            ORDER BY next_check_at LIMIT 1) first ON true) due,
          (SELECT count(*) AS count, coalesce(sum(amount), 0) AS amount FROM qpay_attention
            WHERE resolved_at IS NULL AND deleted_at IS NULL) lines`,
    [job]
  )
  const row = rows[0] as Record<keyof Vitals, unknown>
  return {
    busy: row.busy === true,
    job_age: row.job_age === null ? null : Number(row.job_age),
    overdue: Number(row.overdue ?? 0),
    unanswered: Number(row.unanswered ?? 0),
    attention_count: Number(row.attention_count),
    attention_amount: Number(row.attention_amount),
  }
}
