import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { beat, RECONCILE_JOB } from "../settlement/heartbeat"
import { reconcile } from "../settlement/reconcile"
import { observeReconcile } from "../telemetry"

/** Medusa's Redis engine runs a server's scheduled jobs one after the other: this one keeps none of them waiting. */
const EVERY_MS = 10_000
const WITHIN_MS = 8_000

/** Servers may overlap with each other, but one server's run need not overlap with its own next. */
let running = false

export default async function qpayReconcile(container: MedusaContainer): Promise<void> {
  if (running) return
  running = true
  try {
    await beat(container, await observeReconcile(() => reconcile(container, { withinMs: WITHIN_MS })))
  } catch (error) {
    // The database is away: what is due stays due. Its own text would hold the whole statement.
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error(
      `[qpay] reconcile stopped: ${String((error as Error).message)
        .split(" - ")
        .at(-1)
        ?.slice(0, 200)}`
    )
  } finally {
    running = false
  }
}

/** A tick costs one query when nothing is open. How often QPay is asked is the provider's `reconcileEverySeconds`. */
export const config = { name: RECONCILE_JOB, schedule: { interval: EVERY_MS } }
