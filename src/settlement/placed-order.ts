import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { BOOKED } from "./collection-facts"

/** A session that was updated has had several invoices: its payment belongs to one of them. */
const PLACED = `
  SELECT l.order_id
    FROM payment p
    JOIN order_payment_collection l ON l.payment_collection_id = p.payment_collection_id AND l.deleted_at IS NULL
   WHERE p.payment_session_id = ? AND p.deleted_at IS NULL
     AND coalesce(nullif(p.data->>'invoice_id', '') = ?, true)
     AND EXISTS (SELECT FROM capture c WHERE c.payment_id = p.id AND c.deleted_at IS NULL AND c.amount > 0)
     AND EXISTS (SELECT FROM "order" o WHERE o.id = l.order_id AND o.deleted_at IS NULL)
     AND EXISTS (${BOOKED("l.order_id")})
   LIMIT 1`

/**
 * Payment, capture, order and its transaction, read back after core was told to place it: what core says it did is not believed.
 * In one statement, because every order waits for it.
 * @returns the order's id, or null when one of them is missing
 */
export async function placedOrder(
  container: MedusaContainer,
  row: Pick<InvoiceRow, "payment_session_id" | "invoice_id">
): Promise<string | null> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { rows } = await db.raw<{ rows: { order_id: string }[] }>(PLACED, [row.payment_session_id, row.invoice_id])
  return rows[0]?.order_id ?? null
}

/** Payment collections of an order, of whichever provider: one statement for every order of the shop. */
export async function collectionsOf(container: MedusaContainer, orderId: string): Promise<string[]> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  return db("order_payment_collection").where({ order_id: orderId, deleted_at: null }).pluck("payment_collection_id")
}
