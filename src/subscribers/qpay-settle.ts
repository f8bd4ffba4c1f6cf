import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type QPayModuleService from "../modules/qpay/service"
import { SETTLE_REQUESTED } from "../settlement/events"
import { resyncCollection } from "../settlement/resync"
import { settle } from "../settlement/settle"

/**
 * The provider refused to drop a session, because its invoice is paid or QPay could not tell: put the cart's
 * payment in order again, and see to it that money becomes an order.
 */
export default async function settleRequested({
  event,
  container,
}: SubscriberArgs<{ session_id: string }>): Promise<void> {
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  const row = await ledger.bySession(event.data.session_id)
  if (!row) return
  await resyncCollection(container, row).catch((error: Error) => {
    // The cart is busy: its money must be looked at all the same.
    container.resolve(ContainerRegistrationKeys.LOGGER).warn(`[qpay] ${row.payment_session_id}: ${error.message}`)
  })
  await settle(container, row, { actor: "core" })
}

export const config: SubscriberConfig = { event: SETTLE_REQUESTED, context: { subscriberId: "qpay-settle-requested" } }
