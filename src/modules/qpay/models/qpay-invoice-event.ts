import { model } from "@medusajs/framework/utils"

/** Append-only trail: what happened to an invoice, when, and who or what did it. Rows are never changed. */
export const QPayInvoiceEvent = model
  .define("qpay_invoice_event", {
    id: model.id({ prefix: "qpevt" }).primaryKey(),
    qpay_invoice_id: model.text(),
    type: model.text(),
    /** callback, storefront, core, job, admin:<user id> … */
    actor: model.text(),
    data: model.json().nullable(),
  })
  .indexes([{ on: ["qpay_invoice_id"] }])
