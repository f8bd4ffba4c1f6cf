import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Tugrik } from "../../../qpay/money"
import type { AttentionReason } from "../states"
import type { Announcements } from "./announcements"
import { bigNumberColumns, type DbRow, toAttentionLine, toInvoiceRow } from "./columns"
import { announcedLine, ATTENTION_EVENT, REFUND_OWED_EVENT } from "./events"
import type { Actor, AttentionLine } from "./types"

const TABLE = "qpay_attention"

/** The "needs attention" list: one line per invoice and reason, never deleted. */
export class AttentionLines {
  constructor(
    private readonly db: Knex,
    private readonly announcements: Announcements
  ) {}

  /**
   * Names money that is neither an order nor a refund. Repeating it changes nothing; more money at stake under
   * the same reason raises the line's amount and opens it again. What settlement closed it may open again; what a
   * person closed stays closed at that amount.
   * @returns the line when this call opened or raised it, else null
   */
  async open(line: {
    qpay_invoice_id: string
    reason: AttentionReason
    amount: Tugrik
    detail?: string | null
  }): Promise<AttentionLine | null> {
    return this.db.transaction(async (trx) => {
      const opened = await this.upsert(trx, line)
      if (!opened) return null
      const invoice = await trx("qpay_invoice").where({ id: line.qpay_invoice_id }).first<DbRow>("*")
      const name = line.reason === "refund_owed" ? REFUND_OWED_EVENT : ATTENTION_EVENT
      await this.announcements.add(trx, name, announcedLine(opened, toInvoiceRow(invoice)))
      return opened
    })
  }

  private async upsert(
    db: Knex,
    line: { qpay_invoice_id: string; reason: AttentionReason; amount: Tugrik; detail?: string | null }
  ): Promise<AttentionLine | null> {
    // What staff sent back is history: money that comes after it has a line of its own.
    await db(TABLE)
      .where({ qpay_invoice_id: line.qpay_invoice_id, reason: line.reason, resolution: "returned_by_bank" })
      .whereNot({ reason: "refund_owed" })
      .whereNull("booked_at")
      .update({ booked_at: db.fn.now() })
    const amount = bigNumberColumns("amount", line.amount)
    // QPay gave a part of it back: an open line names what is left. No news, so nothing is announced.
    await db(TABLE)
      .where({ qpay_invoice_id: line.qpay_invoice_id, reason: line.reason, deleted_at: null })
      .whereNot({ reason: "refund_owed" })
      .whereNull("resolved_at")
      .where("amount", ">", line.amount)
      .update({ ...amount, updated_at: db.fn.now() })
    const { rows } = await db.raw<{ rows: DbRow[] }>(
      `INSERT INTO ${TABLE} (id, qpay_invoice_id, reason, amount, raw_amount, detail)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (qpay_invoice_id, reason) WHERE booked_at IS NULL AND deleted_at IS NULL DO UPDATE SET
         amount = excluded.amount, raw_amount = excluded.raw_amount, detail = excluded.detail, updated_at = now(),
         resolved_at = NULL, resolution = NULL, resolved_by = NULL
       WHERE ${TABLE}.amount < excluded.amount
          OR (${TABLE}.resolved_at IS NOT NULL AND ${TABLE}.resolved_by NOT LIKE 'admin:%')
       RETURNING *`,
      [
        generateEntityId("", "qpatt"),
        line.qpay_invoice_id,
        line.reason,
        amount.amount as number,
        amount.raw_amount as string,
        line.detail ?? null,
      ]
    )
    return rows[0] ? toAttentionLine(rows[0]) : null
  }

  /** Closes the open lines of an invoice with these reasons. @returns how many were open */
  async resolve(
    invoiceRowId: string,
    reasons: readonly AttentionReason[],
    by: { actor: Actor; resolution: string; note?: string },
    db: Knex = this.db
  ): Promise<number> {
    return db(TABLE)
      .where({ qpay_invoice_id: invoiceRowId, deleted_at: null })
      .whereIn("reason", [...reasons])
      .whereNull("resolved_at")
      .update({
        resolved_at: db.fn.now(),
        resolved_by: by.actor,
        resolution: by.resolution,
        note: by.note ?? null,
        updated_at: db.fn.now(),
      })
  }

  async list(filter: { invoiceRowId?: string; openOnly?: boolean } = {}): Promise<AttentionLine[]> {
    const query = this.db(TABLE).select("*").whereNull("deleted_at").orderBy("created_at")
    if (filter.invoiceRowId) query.where({ qpay_invoice_id: filter.invoiceRowId })
    if (filter.openOnly) query.whereNull("resolved_at")
    return (await query).map(toAttentionLine)
  }

  /**
   * Takes a refund that staff made by bank and recorded (resolution `returned_by_bank`) exactly once, so that
   * Medusa's own refund may book it; the next debt of the invoice is a new line.
   * @returns false when there is none of that amount
   */
  async bookManualRefund(invoiceRowId: string, amount: Tugrik): Promise<boolean> {
    const booked = await this.db(TABLE)
      .where({ qpay_invoice_id: invoiceRowId, reason: "refund_owed", resolution: "returned_by_bank", deleted_at: null })
      .where("amount", amount)
      .whereNull("booked_at")
      .update({ booked_at: this.db.fn.now(), updated_at: this.db.fn.now() })
    return booked > 0
  }

  /**
   * Whole tugrik of an invoice that went back by bank: refunds of an order once Medusa has booked them, and money
   * that never became an order as soon as staff recorded its return.
   */
  async returnedByBank(invoiceRowId: string): Promise<Tugrik> {
    const row = await this.db(TABLE)
      .where({ qpay_invoice_id: invoiceRowId, resolution: "returned_by_bank", deleted_at: null })
      .where((gone) => gone.whereNotNull("booked_at").orWhereNot({ reason: "refund_owed" }))
      .sum({ total: "amount" })
      .first<{ total: string | null }>()
    return Number(row?.total ?? 0)
  }
}
