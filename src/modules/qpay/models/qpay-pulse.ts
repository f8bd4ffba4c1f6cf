import { model } from "@medusajs/framework/utils"

/** A sign of life that any server may read: the job's last run, a probe of the callback URL or a turn that is under way. */
export const QPayPulse = model
  .define("qpay_pulse", {
    id: model.id({ prefix: "qppls" }).primaryKey(),
    /** The job's name, `probe:<nonce>`, or `turn:<cart or collection>`, whose id is then its owner's. */
    name: model.text(),
    last_run_at: model.dateTime(),
    /** What the job's run did, in counts. */
    report: model.json().nullable(),
  })
  .indexes([{ on: ["name"], unique: true }])
