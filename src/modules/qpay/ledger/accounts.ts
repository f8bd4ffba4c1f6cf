import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import { PAYABLE } from "../states"

const INVOICES = "qpay_invoice"
const ACCOUNTS = "qpay_account"

/** How QPay reads the dates of its payment list. Its documents do not say. */
export type ListZone = "utc" | "ulaanbaatar"

/** An account with something to do. */
export interface ActiveAccount {
  account: string
  /** A provider that has, or had, its credentials. */
  provider_id: string | null
  /** When the oldest invoice that can still be paid was issued; null when none can. */
  oldest_payable: Date | null
  /** QPay failed us lately: leave the account alone until its next sweep. */
  resting: boolean
}

/** One server's turn to read an account's list of payments. Times are the database's. */
export interface SweepTurn {
  now: Date
  swept_until: Date | null
  far_swept_at: Date | null
  list_zone: ListZone | null
}

/** Which QPay accounts have something open, and how far each one's list of payments has been read. */
export class Accounts {
  constructor(private readonly db: Knex) {}

  /**
   * Accounts with an invoice that is due or can still be paid. Hops from account to account in the indexes, so it
   * costs the same with a hundred thousand open invoices as with one.
   */
  async active(): Promise<ActiveAccount[]> {
    const { rows } = await this.db.raw<{ rows: ActiveAccount[] }>(
      `WITH RECURSIVE
         payable AS (${hop("payable", PAYABLE)}),
         planned AS (${hop("planned", "next_check_at IS NOT NULL")}),
         known AS (SELECT account FROM payable UNION SELECT account FROM planned)
       SELECT known.account, coalesce(newest.provider_id, planned_row.provider_id) AS provider_id, oldest.created_at AS oldest_payable,
              coalesce(a.failures > 0 AND a.next_sweep_at > now(), false) AS resting
         FROM known
         LEFT JOIN ${ACCOUNTS} a ON a.account = known.account AND a.deleted_at IS NULL
         LEFT JOIN LATERAL (SELECT created_at FROM ${INVOICES} i
                             WHERE i.account = known.account AND (${PAYABLE}) AND i.deleted_at IS NULL
                               AND (state <> 'attention' OR created_at > now() - interval '1 day')
                             ORDER BY created_at LIMIT 1) oldest ON true
         LEFT JOIN LATERAL (SELECT provider_id FROM ${INVOICES} i
                             WHERE i.account = known.account AND (${PAYABLE}) AND i.deleted_at IS NULL
                             ORDER BY created_at DESC LIMIT 1) newest ON true
         LEFT JOIN LATERAL (SELECT provider_id FROM ${INVOICES} i
                             WHERE i.account = known.account AND next_check_at IS NOT NULL AND i.deleted_at IS NULL
                             ORDER BY next_check_at DESC LIMIT 1) planned_row ON true
        WHERE known.account IS NOT NULL
          AND (oldest.created_at IS NOT NULL OR EXISTS (
                SELECT 1 FROM ${INVOICES} i WHERE i.account = known.account
                   AND i.next_check_at <= now() AND i.deleted_at IS NULL))`
    )
    return rows
  }

  /** @param everySeconds until the next turn; 0 = now, whoever had the last. @returns null when it is not time yet */
  async takeTurn(account: string, everySeconds: number): Promise<SweepTurn | null> {
    const { rows } = await this.db.raw<{ rows: SweepTurn[] }>(
      `INSERT INTO ${ACCOUNTS} (id, account, next_sweep_at)
       VALUES (?, ?, now() + make_interval(secs => ?))
       ON CONFLICT (account) WHERE deleted_at IS NULL DO UPDATE SET
         next_sweep_at = excluded.next_sweep_at, updated_at = now()
       WHERE ${ACCOUNTS}.next_sweep_at <= now() OR ? = 0
       RETURNING now() AS now, swept_until, far_swept_at, list_zone`,
      [generateEntityId("", "qpacc"), account, everySeconds, everySeconds]
    )
    return rows[0] ?? null
  }

  /** Everything up to `sweptUntil` has been seen. */
  async swept(account: string, done: { until: Date; far: boolean; zone: ListZone | null }): Promise<void> {
    await this.db(ACCOUNTS)
      .where({ account, deleted_at: null })
      .update({
        swept_until: done.until,
        ...(done.far ? { far_swept_at: done.until } : {}),
        list_zone: done.zone,
        failures: 0,
        updated_at: this.db.fn.now(),
      })
  }

  /** QPay failed: the next try is later each time, at most `mostSeconds` from now. */
  async failed(account: string, everySeconds: number, mostSeconds: number): Promise<void> {
    await this.db.raw(
      `INSERT INTO ${ACCOUNTS} (id, account, next_sweep_at, failures)
       VALUES (?, ?, now() + make_interval(secs => ?), 1)
       ON CONFLICT (account) WHERE deleted_at IS NULL DO UPDATE SET
         failures = ${ACCOUNTS}.failures + 1, updated_at = now(),
         next_sweep_at = now() + make_interval(secs => least(? * power(2, least(${ACCOUNTS}.failures, 20)), ?))`,
      [generateEntityId("", "qpacc"), account, everySeconds, everySeconds, mostSeconds]
    )
  }
}

/** SQL: the accounts of an index, one by one. */
export function hop(name: string, where: string): string {
  const live = `(${where}) AND deleted_at IS NULL`
  return `(SELECT account FROM ${INVOICES} WHERE ${live} ORDER BY account LIMIT 1)
          UNION ALL
          SELECT (SELECT i.account FROM ${INVOICES} i WHERE i.account > hop.account AND ${live} ORDER BY i.account LIMIT 1)
            FROM ${name} hop WHERE hop.account IS NOT NULL`
}
