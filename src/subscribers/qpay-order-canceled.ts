import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { announce } from "../settlement/announce"
import { oweForCanceled } from "../settlement/owe"
import { ledgerOf } from "../settlement/sale"

export default async function orderCanceled({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await oweForCanceled(container, event.data.id)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  await announce(ledgerOf(container), container.resolve(Modules.EVENT_BUS), logger)
}

export const config: SubscriberConfig = { event: "order.canceled", context: { subscriberId: "qpay-order-canceled" } }
