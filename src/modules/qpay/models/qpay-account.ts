import { model } from "@medusajs/framework/utils"

/** One QPay account (a set of credentials): how far its list of payments has been read. */
export const QPayAccount = model
  .define("qpay_account", {
    id: model.id({ prefix: "qpacc" }).primaryKey(),
    /** The fingerprint that invoices carry too. */
    account: model.text(),
    /** Not before: shared by all servers, so that one of them reads the list. */
    next_sweep_at: model.dateTime(),
    /** Every payment up to here has been seen. */
    swept_until: model.dateTime().nullable(),
    /** When the list was last read far back, for refunds made at QPay and payments that appeared late. */
    far_swept_at: model.dateTime().nullable(),
    /** How QPay reads the list's dates, once that is proven: utc or ulaanbaatar. */
    list_zone: model.text().nullable(),
    /** Failures one after the other: for the back-off. */
    failures: model.number().default(0),
  })
  .indexes([{ on: ["account"], unique: true }])
