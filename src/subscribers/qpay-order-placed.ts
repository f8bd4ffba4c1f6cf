import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { mayWake } from "../settlement/events"
import { closeOrder } from "../settlement/close-order"

/** An order may come from the storefront's own completion, without any callback. */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  // Settlement has placed it itself, and is at work on its invoices.
  if (mayWake()) await closeOrder(container, event.data.id)
}

export const config: SubscriberConfig = { event: "order.placed", context: { subscriberId: "qpay-order-placed" } }
