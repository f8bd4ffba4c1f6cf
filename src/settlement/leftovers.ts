import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { idAt } from "./recent-ids"

/** Core's own lock of a cart lasts two minutes: what is older is nobody's work in progress. */
const UNDER_WAY_MS = 3 * 60_000

/**
 * Orders that are tied to no cart, no payment collection and no transaction although they were made from a cart with a
 * QPay invoice, which has its order or no money under way. Core copies the cart's address, with the very time of its
 * creation, into a row that is the order's alone, and with it the cart's metadata and all its items: an order that a
 * shop makes of a part of another one (a vendor's, say) has some of these, and not all.
 */
const LEFTOVERS = `
  WITH alone AS MATERIALIZED (
    SELECT o.id, o.version, o.customer_id, o.metadata, a.created_at AS address_time
      FROM "order" o JOIN order_address a ON a.id = o.shipping_address_id
     WHERE o.id > ? AND o.id < ? AND o.deleted_at IS NULL AND o.canceled_at IS NULL AND NOT o.is_draft_order
       AND NOT EXISTS (SELECT FROM order_cart WHERE order_id = o.id AND deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM order_payment_collection WHERE order_id = o.id AND deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM order_transaction WHERE order_id = o.id AND deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM "order" x WHERE x.shipping_address_id = o.shipping_address_id AND x.id <> o.id)
  )
  SELECT DISTINCT ON (alone.id) alone.id, alone.metadata, q.cart_id
    FROM alone
    JOIN cart_address a ON a.created_at = alone.address_time
    JOIN cart c ON c.shipping_address_id = a.id AND c.customer_id IS NOT DISTINCT FROM alone.customer_id
    JOIN qpay_invoice q ON q.cart_id = c.id AND q.deleted_at IS NULL
   WHERE coalesce(alone.metadata, '{}') - 'qpay_leftover' = coalesce(c.metadata, '{}')
     AND (SELECT count(*) FROM order_item i WHERE i.order_id = alone.id AND i.version = alone.version AND i.deleted_at IS NULL)
       = (SELECT count(*) FROM cart_line_item i WHERE i.cart_id = c.id AND i.deleted_at IS NULL)
     AND (EXISTS (SELECT FROM order_cart l JOIN "order" other ON other.id = l.order_id
                   WHERE l.cart_id = c.id AND l.deleted_at IS NULL AND other.canceled_at IS NULL)
       OR NOT EXISTS (SELECT FROM qpay_invoice i WHERE i.cart_id = c.id AND i.state = 'paid' AND i.deleted_at IS NULL))`

interface Leftover {
  id: string
  cart_id: string
  metadata: Record<string, unknown> | null
}

/**
 * Cancels what a server that was killed in the middle of core's completion left behind: core writes the order first and
 * ties it to its cart later, so the cart is completed once more and the first order stays, with its stock reserved.
 * @param lookBackMs how old such an order may be
 * @returns how many were cancelled
 */
export async function cancelLeftovers(container: MedusaContainer, now: Date, lookBackMs: number): Promise<number> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const window = [lookBackMs, UNDER_WAY_MS].map((age) => idAt("order", new Date(now.getTime() - age)))
  const { rows } = await db.raw<{ rows: Leftover[] }>(LEFTOVERS, window)
  let canceled = 0
  for (const { id, cart_id, metadata } of rows) {
    try {
      // Whoever mails about `order.canceled` can tell that no shopper's order is meant.
      await container.resolve(Modules.ORDER).updateOrders(id, { metadata: { ...metadata, qpay_leftover: true } })
      await cancelOrderWorkflow(container).run({ input: { order_id: id } })
      canceled++
      logger.warn(
        `[qpay] order ${id} of cart ${cart_id} was left behind by a server that died; it had no payment, and is cancelled`
      )
    } catch (error) {
      logger.error(`[qpay] order ${id} was left behind and cannot be cancelled: ${(error as Error).message}`)
    }
  }
  return canceled
}
