import { MedusaService } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Ledger } from "./ledger"
import { QPayAccount } from "./models/qpay-account"
import { QPayAnnouncement } from "./models/qpay-announcement"
import { QPayAttention } from "./models/qpay-attention"
import { QPayInvoice } from "./models/qpay-invoice"
import { QPayInvoiceEvent } from "./models/qpay-invoice-event"

/** Reads for lists and pages come from Medusa's generated methods; every change goes through {@link ledger}. */
export default class QPayModuleService extends MedusaService({
  QPayInvoice,
  QPayInvoiceEvent,
  QPayAttention,
  QPayAccount,
  QPayAnnouncement,
}) {
  readonly ledger: Ledger

  constructor(container: { __pg_connection__: Knex }) {
    // eslint-disable-next-line prefer-rest-params -- MedusaService reads its container from the raw arguments
    super(...(arguments as unknown as []))
    this.ledger = new Ledger(container.__pg_connection__)
  }
}
