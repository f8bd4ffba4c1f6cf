import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"

/** Core's own lock of a cart lasts two minutes: what is older is nobody's work in progress. */
const UNDER_WAY_MS = 3 * 60_000

/**
 * Orders that are tied to no cart, no payment collection and no transaction although they were made from a cart with a
 * QPay invoice. Core copies the cart's address with the very time of its creation, which no other order has.
 */
const LEFTOVERS = `
  WITH alone AS MATERIALIZED (
    SELECT o.id, o.customer_id, a.created_at AS address_time
      FROM "order" o JOIN order_address a ON a.id = o.shipping_address_id
     WHERE o.id > ? AND o.id < ? AND o.deleted_at IS NULL AND o.canceled_at IS NULL AND NOT o.is_draft_order
       AND NOT EXISTS (SELECT FROM order_cart WHERE order_id = o.id AND deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM order_payment_collection WHERE order_id = o.id AND deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM order_transaction WHERE order_id = o.id AND deleted_at IS NULL)
  )
  SELECT DISTINCT alone.id, q.cart_id
    FROM alone
    JOIN cart_address a ON a.created_at = alone.address_time
    JOIN cart c ON c.shipping_address_id = a.id AND c.customer_id IS NOT DISTINCT FROM alone.customer_id
    JOIN qpay_invoice q ON q.cart_id = c.id AND q.deleted_at IS NULL`

/**
 * Cancels what a server that was killed in the middle of core's completion left behind: core writes the order first and
 * ties it to its cart later, so the cart is completed once more and the first order stays, with its stock reserved.
 * @param lookBackMs how old such an order may be
 * @returns how many were cancelled
 */
export async function cancelLeftovers(container: MedusaContainer, now: Date, lookBackMs: number): Promise<number> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const window = [now.getTime() - lookBackMs, now.getTime() - UNDER_WAY_MS].map((time) => `order_${timeOfId(time)}`)
  const { rows } = await db.raw<{ rows: { id: string; cart_id: string }[] }>(LEFTOVERS, window)
  for (const { id, cart_id } of rows) {
    await cancelOrderWorkflow(container).run({ input: { order_id: id } })
    logger.warn(
      `[qpay] order ${id} of cart ${cart_id} was left behind by a server that died; it had no payment, and is cancelled`
    )
  }
  return rows.length
}

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** The first ten characters of an id made at this time: ids are ULIDs, so the primary key finds what is recent. */
function timeOfId(time: number): string {
  let text = ""
  for (let left = time; text.length < 10; left = Math.floor(left / 32)) text = DIGITS[left % 32] + text
  return text
}
