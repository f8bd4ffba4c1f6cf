import { model } from "@medusajs/framework/utils"

/** An event that is still to be told, written in the same transaction as what it tells of. Removed once it is out. */
export const QPayAnnouncement = model
  .define("qpay_announcement", {
    id: model.id({ prefix: "qpann" }).primaryKey(),
    name: model.text(),
    data: model.json(),
    claimed_until: model.dateTime().nullable(),
  })
  .indexes([{ on: ["created_at"] }])
