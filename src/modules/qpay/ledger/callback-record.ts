import type { Knex } from "@medusajs/framework/mikro-orm/knex"

const INVOICES = "qpay_invoice"
/** The newest payments tell how it is now; looking further back is bounded, too. */
const NEWEST_PAYMENTS = 200
const NEWEST_INVOICES = 5_000

/** How the shop heard of its newest payments. */
export interface CallbackRecord {
  /** Invoices with money among the newest, at most 200. */
  payments: number
  /** How many of them a callback announced. */
  announced: number
  /** How many of them were found by a callback first: neither by the job nor by a page. */
  found_first: number
  /** When any callback with a valid secret came last. */
  last_callback_at: Date | null
}

/** The last minute is left out: its callbacks may still be on their way. */
export async function readCallbackRecord(db: Knex): Promise<CallbackRecord> {
  const { rows } = await db.raw<{ rows: Record<keyof CallbackRecord, unknown>[] }>(
    `WITH newest AS (SELECT id, state, callbacks, last_callback_at FROM ${INVOICES}
                      WHERE deleted_at IS NULL ORDER BY id DESC LIMIT ${NEWEST_INVOICES}),
          paid AS (SELECT newest.*, found.actor, found.created_at AS found_at FROM newest
                     JOIN LATERAL (SELECT actor, created_at FROM qpay_invoice_event e
                                    WHERE e.qpay_invoice_id = newest.id AND e.deleted_at IS NULL
                                      AND e.type IN ('paid', 'settled', 'attention', 'refunded')
                                    ORDER BY e.id LIMIT 1) found ON found.created_at < now() - interval '1 minute'
                    WHERE state IN ('paid', 'settled', 'attention', 'refunded')
                    ORDER BY newest.id DESC LIMIT ${NEWEST_PAYMENTS})
     SELECT (SELECT count(*) FROM paid) AS payments,
            (SELECT count(*) FROM paid WHERE callbacks > 0) AS announced,
            (SELECT count(*) FROM paid WHERE actor = 'callback') AS found_first,
            (SELECT max(last_callback_at) FROM newest) AS last_callback_at`
  )
  const row = rows[0] as Record<keyof CallbackRecord, unknown>
  return {
    payments: Number(row.payments),
    announced: Number(row.announced),
    found_first: Number(row.found_first),
    last_callback_at: row.last_callback_at as Date | null,
  }
}
