import type { Logger, IEventBusModuleService } from "@medusajs/framework/types"
import type { Ledger } from "../modules/qpay/ledger"
import { countAttention } from "../telemetry"

const AT_ONCE = 50
const CLAIM_SECONDS = 30

/**
 * Tells Medusa's event bus what the ledger has to announce. Never fails its caller: what could not be told stays in
 * the ledger, and the job tells it.
 */
export async function announce(ledger: Ledger, bus: IEventBusModuleService, logger: Logger): Promise<number> {
  try {
    const announcements = await ledger.announcements.claim(AT_ONCE, CLAIM_SECONDS)
    if (announcements.length === 0) return 0
    await bus.emit(announcements.map(({ name, data }) => ({ name, data })))
    await ledger.announcements.told(announcements.map(({ id }) => id))
    countAttention(announcements)
    return announcements.length
  } catch (error) {
    logger.warn(`[qpay] events could not be announced yet: ${(error as Error).message}`)
    return 0
  }
}
