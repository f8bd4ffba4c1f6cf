import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Tugrik } from "../../../qpay/money"
import type { AttentionReason } from "../states"
import type { Announcements } from "./announcements"
import { bigNumberColumns, type DbRow, toAttentionLine, toInvoiceRow } from "./columns"
import { announcedLine, ATTENTION_EVENT, REFUND_OWED_EVENT } from "./events"
import type { Actor, AttentionLine } from "./types"

const TABLE = "qpay_attention"

/** SQL: the line is money that went back by bank. */
export const RETURNED = "resolution = 'returned_by_bank' AND (booked_at IS NOT NULL OR reason <> 'refund_owed')"

/** Whole tugrik of an invoice. */
export interface StaffSums {
  /** Went back by bank: refunds of an order once Medusa has booked them, other money as soon as it was recorded. */
  returnedByBank: Tugrik
  /** The part of it that was no surplus: Medusa's payment, where it has one, is refunded by as much. */
  refundedByBank: Tugrik
  /** On top of an order and still here: on the list, kept, or set aside. */
  surplusListed: Tugrik
}

/** What a person did about a line. */
export interface StaffWord {
  actor: Actor
  resolution: "returned_by_bank" | "accepted" | "ignored" | "refunded"
  note?: string
  transferReference?: string
}

/** The "needs attention" list: one line per invoice and reason, never deleted. */
export class AttentionLines {
  constructor(
    private readonly db: Knex,
    private readonly announcements: Announcements
  ) {}

  /**
   * Names money that is neither an order nor a refund. Repeating it changes nothing; more money at stake under
   * the same reason raises the line's amount and opens it again, and so does another cause of it. What settlement
   * closed it may open again; what a person accepted or set aside stays so at that amount, and a return by bank that
   * is being booked is left alone. A sum that was accepted for a cart has become the invoice's own: held again, it is
   * for another cause.
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
       WHERE ${TABLE}.resolution IS DISTINCT FROM 'returned_by_bank'
         AND (${TABLE}.amount < excluded.amount
           OR (${TABLE}.resolved_at IS NOT NULL AND ${TABLE}.resolution NOT IN ('accepted', 'ignored'))
           OR (${TABLE}.resolution = 'accepted' AND excluded.detail IS NULL
               AND ${TABLE}.reason IN ('underpaid', 'amount_changed'))
           OR (${TABLE}.resolved_at IS NOT NULL AND ${TABLE}.detail IS DISTINCT FROM excluded.detail))
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

  async byId(id: string): Promise<AttentionLine | null> {
    const row = await this.db(TABLE).where({ id, deleted_at: null }).first<DbRow>("*")
    return row ? toAttentionLine(row) : null
  }

  /** A person's word on an open line. @returns null when it is closed already, or about another sum by now */
  async close(id: string, amount: Tugrik, by: StaffWord): Promise<AttentionLine | null> {
    const [row] = await this.db(TABLE)
      .where({ id, amount, resolved_at: null, deleted_at: null })
      .update(spoken(this.db, by))
      .returning<DbRow[]>("*")
    return row ? toAttentionLine(row) : null
  }

  /** What a person recorded could not be booked after all: the line is open again, over the whole debt. */
  async reopen({ id, amount, rest }: AttentionLine, detail: string): Promise<void> {
    await this.db(TABLE)
      .where({ id, booked_at: null })
      .update({
        ...bigNumberColumns("amount", amount + rest),
        ...bigNumberColumns("rest", 0),
        resolved_at: null,
        resolved_by: null,
        resolution: null,
        detail,
        updated_at: this.db.fn.now(),
      })
  }

  async annotate(id: string, note: string): Promise<void> {
    await this.db(TABLE).where({ id }).update({ note, updated_at: this.db.fn.now() })
  }

  /** Staff have set an invoice's money aside: the reason why it is held was ignored. It keeps its cart from nothing. */
  async isSetAside(invoiceRowId: string): Promise<boolean> {
    const line = await this.db(`${TABLE} as line`)
      .join("qpay_invoice as invoice", "invoice.id", "line.qpay_invoice_id")
      .where({ "invoice.id": invoiceRowId, "invoice.state": "attention", "line.resolution": "ignored" })
      .whereRaw("line.reason = invoice.reason AND line.resolved_at IS NOT NULL AND line.booked_at IS NULL")
      .whereNull("line.deleted_at")
      .first("line.id")
    return line !== undefined
  }

  /**
   * Records money of an order that staff sent back by bank, to be booked in Medusa next: on the open debt, which
   * takes the sum that was sent, or as a line of its own.
   * @returns the line, with what is left of the debt; null while another record of the invoice is not booked yet
   */
  async recordReturn(invoiceRowId: string, amount: Tugrik, by: StaffWord): Promise<AttentionLine | null> {
    return this.db.transaction(async (trx) => {
      const owed = { qpay_invoice_id: invoiceRowId, reason: "refund_owed", booked_at: null, deleted_at: null }
      const known = await trx(TABLE).where(owed).forUpdate().first<DbRow>("*")
      if (known && known.resolution === "returned_by_bank") return null
      const debt = known && known.resolved_at === null ? Number(known.amount) : 0
      const rest = bigNumberColumns("rest", Math.max(0, debt - amount))
      const columns = { ...bigNumberColumns("amount", amount), ...rest, ...spoken(trx, by) }
      const [row] = known
        ? await trx(TABLE).where({ id: known.id }).update(columns).returning<DbRow[]>("*")
        : await trx(TABLE)
            .insert({
              id: generateEntityId("", "qpatt"),
              qpay_invoice_id: invoiceRowId,
              reason: "refund_owed",
              ...columns,
            })
            .returning<DbRow[]>("*")
      return toAttentionLine(row as DbRow)
    })
  }

  /** Returns that staff recorded a while ago and that are not booked, or whose rest is not named: a server died in between. */
  async unbookedReturns(olderThanSeconds: number): Promise<AttentionLine[]> {
    const rows = await this.db(TABLE)
      .where({ reason: "refund_owed", resolution: "returned_by_bank", deleted_at: null })
      .where((cut) => cut.whereNull("booked_at").orWhere("rest", ">", 0))
      .where("resolved_at", "<", this.db.raw("now() - make_interval(secs => ?)", [olderThanSeconds]))
      .select<DbRow[]>("*")
    return rows.map(toAttentionLine)
  }

  /** What a recorded part left of a debt has a line of its own now. */
  async restIsNamed(id: string): Promise<void> {
    await this.db(TABLE).where({ id }).update(bigNumberColumns("rest", 0))
  }

  /** Medusa's books have it already. */
  async markBooked(id: string): Promise<void> {
    await this.db(TABLE).where({ id, booked_at: null }).update({ booked_at: this.db.fn.now() })
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

  /** What has become of an invoice's money by staff's hand. */
  async sumsOf(invoiceRowId: string): Promise<StaffSums> {
    const isSurplus = "reason IN ('overpaid', 'duplicate')"
    const isHere = "(resolved_at IS NULL OR resolution IN ('accepted', 'ignored'))"
    const sums = this.db.raw(`sum(amount) FILTER (WHERE ${RETURNED}) AS "returnedByBank",
      sum(amount) FILTER (WHERE ${RETURNED} AND NOT ${isSurplus}) AS "refundedByBank",
      sum(amount) FILTER (WHERE ${isSurplus} AND ${isHere}) AS "surplusListed"`)
    const [row] = await this.db(TABLE)
      .where({ qpay_invoice_id: invoiceRowId, deleted_at: null })
      .select<Record<keyof StaffSums, string | null>[]>(sums)
    return {
      returnedByBank: Number(row?.returnedByBank ?? 0),
      refundedByBank: Number(row?.refundedByBank ?? 0),
      surplusListed: Number(row?.surplusListed ?? 0),
    }
  }
}

function spoken(db: Knex, by: StaffWord): DbRow {
  return {
    resolved_at: db.fn.now(),
    resolved_by: by.actor,
    resolution: by.resolution,
    note: by.note ?? null,
    transfer_reference: by.transferReference ?? null,
    updated_at: db.fn.now(),
  }
}
