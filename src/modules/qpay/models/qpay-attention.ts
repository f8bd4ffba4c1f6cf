import { model } from "@medusajs/framework/utils"

/**
 * A named line on the "needs attention" list: money QPay took that is neither an order nor a refund.
 * One row per invoice and reason, and a new one after a debt was booked; `resolved_at` set means a person or settlement has dealt with it.
 */
export const QPayAttention = model
  .define("qpay_attention", {
    id: model.id({ prefix: "qpatt" }).primaryKey(),
    qpay_invoice_id: model.text(),
    reason: model.text(),
    /** Whole tugrik at stake. */
    amount: model.bigNumber(),
    /** What Medusa or QPay said, redacted; for staff. */
    detail: model.text().nullable(),
    resolution: model.text().nullable(),
    resolved_at: model.dateTime().nullable(),
    resolved_by: model.text().nullable(),
    note: model.text().nullable(),
    /** The bank's reference of a transfer that staff made. */
    transfer_reference: model.text().nullable(),
    /** Whole tugrik of a debt that a recorded part of it leaves owed. */
    rest: model.bigNumber().default(0),
    /** When a refund that staff recorded was booked in Medusa. */
    booked_at: model.dateTime().nullable(),
  })
  .indexes([
    { on: ["qpay_invoice_id", "reason"], unique: true, where: "booked_at IS NULL" },
    // Those that are booked as well.
    { on: ["qpay_invoice_id"] },
    { on: ["created_at"], where: "resolved_at IS NULL" },
  ])
