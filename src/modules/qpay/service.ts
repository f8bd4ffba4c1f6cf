import { MedusaService } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Ledger } from "./ledger"
import { TABLES } from "./tables"

/** Reads for lists and pages come from Medusa's generated methods; every change goes through {@link ledger}. */
export default class QPayModuleService extends MedusaService(TABLES) {
  readonly ledger: Ledger

  constructor(container: { __pg_connection__: Knex }) {
    // eslint-disable-next-line prefer-rest-params -- MedusaService reads its container from the raw arguments
    super(...(arguments as unknown as []))
    this.ledger = new Ledger(container.__pg_connection__)
  }
}
