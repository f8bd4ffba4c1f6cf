import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import type { Ledger } from "../../modules/qpay/ledger"
import type { QPayClient } from "../../qpay"
import type { ResolvedOptions } from "./options"

/** What the provider's parts work with. One per configured provider instance, so one per QPay account. */
export interface Dependencies {
  client: QPayClient
  ledger: Ledger
  db: Knex
  options: ResolvedOptions
  logger: Logger
  /** How far QPay's clock was ahead of this server's in its last answer. */
  qpayClock: { aheadMs: number | null }
  /** Asks settlement, outside the provider, to look at a session once more. */
  wake(sessionId: string): Promise<void>
}
