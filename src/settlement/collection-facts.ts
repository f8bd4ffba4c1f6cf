import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** What Medusa's books hold about a payment collection. Amounts are in its currency. */
export interface CollectionFacts {
  id: string
  amount: number
  cart_id: string | null
  order: { id: string; canceled: boolean } | null
  /** When the order was made, all the money was there already. */
  paid_first: boolean
  sessions: SessionFacts[]
  payments: PaymentFacts[]
}

export interface SessionFacts {
  id: string
  provider_id: string
  amount: number
  currency_code: string
  /** What the provider returned at the session's creation, once Medusa has stored it. */
  invoice_id: string | null
}

export interface PaymentFacts {
  id: string
  payment_session_id: string
  invoice_id: string | null
  canceled: boolean
  captured: number
  refunded: number
  /** The order's own books show it: core writes that last, so an order without it was never finished. */
  booked: boolean
}

const SUM_OF = (table: string) =>
  `(SELECT coalesce(sum(x.amount), 0) FROM ${table} x WHERE x.payment_id = p.id AND x.deleted_at IS NULL)`

/** SQL: the transactions that core writes for a payment, by the payment's or its capture's id. */
export const BOOKED = (order: string) => `
  SELECT FROM order_transaction t
   WHERE t.order_id = ${order} AND t.deleted_at IS NULL AND t.reference = 'capture'
     AND (t.reference_id = p.id OR t.reference_id IN (SELECT k.id FROM capture k WHERE k.payment_id = p.id))`

const FACTS = `
  SELECT c.id, c.amount::float8 AS amount,
         (SELECT l.cart_id FROM cart_payment_collection l
           WHERE l.payment_collection_id = c.id AND l.deleted_at IS NULL LIMIT 1) AS cart_id,
         o.id AS order_id, o.canceled_at IS NOT NULL AS canceled,
         NOT EXISTS (SELECT FROM payment p WHERE p.payment_collection_id = c.id AND p.deleted_at IS NULL
                        AND (p.captured_at IS NULL OR p.captured_at > o.created_at)) AS paid_first,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', s.id, 'provider_id', s.provider_id, 'amount', s.amount, 'currency_code', s.currency_code,
                   'invoice_id', s.data->>'invoice_id')), '[]')
            FROM payment_session s WHERE s.payment_collection_id = c.id AND s.deleted_at IS NULL) AS sessions,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', p.id, 'payment_session_id', p.payment_session_id, 'invoice_id', p.data->>'invoice_id',
                   'canceled', p.canceled_at IS NOT NULL,
                   'captured', ${SUM_OF("capture")}, 'refunded', ${SUM_OF("refund")},
                   'booked', EXISTS (${BOOKED("o.id")}))), '[]')
            FROM payment p WHERE p.payment_collection_id = c.id AND p.deleted_at IS NULL) AS payments
    FROM payment_collection c
    LEFT JOIN LATERAL (
      SELECT o.id, o.canceled_at, o.created_at FROM order_payment_collection l JOIN "order" o ON o.id = l.order_id
       WHERE l.payment_collection_id = c.id AND l.deleted_at IS NULL AND o.deleted_at IS NULL LIMIT 1) o ON true
   WHERE c.id = ? AND c.deleted_at IS NULL`

/**
 * Reads a collection's books in one statement: every callback waits for it, and Medusa's own reading takes seven, and
 * leaves some of an order's transactions out when payments are asked for beside them.
 */
export async function readCollection(container: MedusaContainer, id: string | null): Promise<CollectionFacts | null> {
  if (!id) return null
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { rows } = await db.raw<{ rows: (Omit<CollectionFacts, "order"> & { order_id: string; canceled: boolean })[] }>(
    FACTS,
    [id]
  )
  const [row] = rows
  if (!row) return null
  const { order_id, canceled, ...facts } = row
  return { ...facts, order: order_id ? { id: order_id, canceled } : null }
}

/** The order that a cart became, however its payment collection was taken from it. */
export async function orderOfCart(container: MedusaContainer, cartId: string): Promise<CollectionFacts["order"]> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { rows } = await db.raw<{ rows: { id: string; canceled: boolean }[] }>(
    `SELECT o.id, o.canceled_at IS NOT NULL AS canceled FROM order_cart l JOIN "order" o ON o.id = l.order_id
      WHERE l.cart_id = ? AND l.deleted_at IS NULL AND o.deleted_at IS NULL LIMIT 1`,
    [cartId]
  )
  return rows[0] ?? null
}
