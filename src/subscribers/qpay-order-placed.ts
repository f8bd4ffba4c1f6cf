import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type QPayModuleService from "../modules/qpay/service"
import { settle } from "../settlement/settle"

/**
 * An order may come from the storefront's own completion, without any callback. Its invoices, and
 * lines about them, are closed in the ledger at once; QPay was asked during the completion, so no call is made here.
 */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["payment_collections.id"],
    filters: { id: event.data.id },
  })
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  for (const collection of data[0]?.payment_collections ?? []) {
    const rows = collection ? await ledger.ofCollection(collection.id) : []
    for (const row of rows.filter(({ state }) => state === "paid" || state === "attention")) {
      await settle(container, row, { actor: "core", ask: false })
    }
  }
}

export const config: SubscriberConfig = { event: "order.placed", context: { subscriberId: "qpay-order-placed" } }
