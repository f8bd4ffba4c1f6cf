import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { BigNumberInput } from "@medusajs/framework/types"
import type { InvoiceRow } from "../../modules/qpay/ledger"
import { sameAmount } from "../../qpay"
import type { SaleFacts } from "../../settlement/verdict"
import { amountOf } from "./amounts"

/**
 * What Medusa's own tables say about a payment session. Read by SQL because the provider lives in the payment
 * module's container, where neither `query` nor the cart and order links are registered.
 */
export interface SessionFacts {
  id: string
  provider_id: string
  amount: number
  currency_code: string
  collection_id: string
  collection_amount: number
  cart_id: string | null
  order_id: string | null
  /**
   * What the cart's order still asks for. Medusa writes the order before it authorizes the payment and never
   * compares the two; null while no order is there.
   */
  order_due: number | null
  /** Another session of the collection holds money: a payment neither cancelled nor refunded in full. */
  paid_otherwise: boolean
}

export async function readSession(db: Knex, sessionId: string): Promise<SessionFacts | null> {
  const { rows } = await db.raw<{ rows: Record<string, unknown>[] }>(
    `SELECT s.id, s.provider_id, s.amount, s.currency_code, c.id AS collection_id, c.amount AS collection_amount,
            (SELECT cart_id FROM cart_payment_collection l
              WHERE l.payment_collection_id = c.id AND l.deleted_at IS NULL LIMIT 1) AS cart_id,
            (SELECT order_id FROM order_payment_collection l
              WHERE l.payment_collection_id = c.id AND l.deleted_at IS NULL LIMIT 1) AS order_id,
            (SELECT t.totals->'pending_difference'
               FROM cart_payment_collection l
               JOIN order_cart o ON o.cart_id = l.cart_id AND o.deleted_at IS NULL
               JOIN order_summary t ON t.order_id = o.order_id AND t.deleted_at IS NULL
              WHERE l.payment_collection_id = c.id AND l.deleted_at IS NULL
              ORDER BY t.version DESC LIMIT 1) AS order_due,
            EXISTS (SELECT 1 FROM payment p
              WHERE p.payment_collection_id = c.id AND p.payment_session_id <> s.id
                AND p.canceled_at IS NULL AND p.deleted_at IS NULL
                AND (NOT EXISTS (SELECT 1 FROM capture k WHERE k.payment_id = p.id AND k.deleted_at IS NULL)
                  OR (SELECT sum(k.amount) FROM capture k WHERE k.payment_id = p.id AND k.deleted_at IS NULL)
                   > (SELECT coalesce(sum(r.amount), 0) FROM refund r WHERE r.payment_id = p.id AND r.deleted_at IS NULL)
                )) AS paid_otherwise
       FROM payment_session s
       JOIN payment_collection c ON c.id = s.payment_collection_id
      WHERE s.id = ? AND s.deleted_at IS NULL`,
    [sessionId]
  )
  const row = rows[0]
  if (!row) return null
  return {
    ...row,
    amount: Number(row.amount),
    collection_amount: Number(row.collection_amount),
    order_due: row.order_due === null ? null : amountOf(row.order_due as BigNumberInput),
  } as SessionFacts
}

/**
 * Changes some keys of what Medusa keeps for an invoice's session, before core reads it; not when that session shows
 * another invoice by now. A session that core is writing at this
 * moment is left as it is: to wait for it could be to wait for one's own caller.
 */
export async function addToSessionData(
  db: Knex,
  { payment_session_id, invoice_id }: Pick<InvoiceRow, "payment_session_id" | "invoice_id">,
  data: object
): Promise<void> {
  await db.raw(
    `UPDATE payment_session SET data = data || ?::jsonb
      WHERE id = (SELECT id FROM payment_session
                   WHERE id = ? AND data->>'invoice_id' = ? AND deleted_at IS NULL FOR UPDATE SKIP LOCKED)`,
    [JSON.stringify(data), payment_session_id, invoice_id]
  )
}

/**
 * The facts that Medusa's tables give the provider. During completion the order says what the cart costs; before,
 * the collection's amount stands in for the total: core keeps the two equal but for a case settlement repairs, and
 * for what staff let the shopper off.
 */
export function saleOf(
  session: SessionFacts | null,
  { session_amount, shortfall }: Pick<InvoiceRow, "session_amount" | "shortfall">
): SaleFacts {
  const letOff = session && sameAmount(session.collection_amount, session_amount) ? shortfall : 0
  return {
    session,
    recorded: false,
    refunded: 0,
    returnedByBank: 0,
    refundedByBank: 0,
    cartTotal: session && (session.order_due ?? session.collection_amount + letOff),
    paidOtherwise: session?.paid_otherwise ?? false,
    cartOpen: false,
    order: null,
  }
}

/** What Medusa has booked as refunded on a session's payment, in the session's currency; one under way included. */
export async function refundedInMedusa(db: Knex, sessionId: string): Promise<number> {
  const { rows } = await db.raw<{ rows: { total: string }[] }>(
    `SELECT coalesce(sum(r.amount), 0) AS total
       FROM refund r JOIN payment p ON p.id = r.payment_id
      WHERE p.payment_session_id = ? AND r.deleted_at IS NULL`,
    [sessionId]
  )
  return Number(rows[0]?.total ?? 0)
}
