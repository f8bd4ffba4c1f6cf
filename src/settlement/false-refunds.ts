import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { underLease } from "./lease"
import { idAt } from "./recent-ids"
import { ledgerOf } from "./sale"

/** Longer than a cancellation is at it after its refund, with all the provider's time-outs. */
const UNDER_WAY_MS = 5 * 60_000

/**
 * A cancellation books all it gives back of a payment as one transaction of the order, by the payment's id. These are
 * in orders that were not cancelled, and no refund of that payment stands behind them.
 */
const FALSE_REFUNDS = `
  SELECT DISTINCT t.id, t.order_id, p.payment_session_id, p.payment_collection_id
    FROM order_transaction t
    JOIN "order" o ON o.id = t.order_id AND o.canceled_at IS NULL AND o.deleted_at IS NULL
    JOIN payment p ON p.id = t.reference_id
    JOIN qpay_invoice q ON q.payment_session_id = p.payment_session_id AND q.deleted_at IS NULL
   WHERE t.id > ? AND t.id < ? AND t.reference = 'refund' AND t.amount < 0 AND t.deleted_at IS NULL
     AND NOT EXISTS (
       SELECT FROM refund r
        WHERE r.payment_id = p.id AND r.deleted_at IS NULL
          AND NOT EXISTS (SELECT FROM order_transaction x WHERE x.reference_id = r.id AND x.deleted_at IS NULL))`

interface FalseRefund {
  id: string
  order_id: string
  payment_session_id: string
  payment_collection_id: string
}

/**
 * Core cancels an order by giving its money back first; when the provider cannot, core books the order's side of the
 * refund all the same and goes on. A server that dies there leaves an order that stands and whose books say that its
 * money is back, while QPay has it: the transaction is taken back, and the order is what it was. Staff, who got no
 * answer, can cancel it again. (An order that was cancelled so has its debt named: see `oweForCanceled`.)
 * @param lookBackMs how old such a transaction may be
 * @returns how many were taken back
 */
export async function takeBackFalseRefunds(container: MedusaContainer, now: Date, lookBackMs: number): Promise<number> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const window = [lookBackMs, UNDER_WAY_MS].map((age) => idAt("ordtrx", new Date(now.getTime() - age)))
  const find = async () => (await db.raw<{ rows: FalseRefund[] }>(FALSE_REFUNDS, window)).rows
  let count = 0
  for (const { id, payment_session_id } of await find()) {
    const ledger = ledgerOf(container)
    const row = await ledger.bySession(payment_session_id)
    if (!row) continue
    // Other servers look at it too, and the provider refunds under this lease.
    await underLease(ledger, row, { waitMs: 0 }, async () => {
      const still = (await find()).find((other) => other.id === id)
      if (!still) return
      await takeBack(container, still)
      count++
    })
  }
  return count
}

async function takeBack(
  container: MedusaContainer,
  { id, order_id, payment_collection_id }: FalseRefund
): Promise<void> {
  // The step before the order's own end: what the collection was before. First, because the transaction leads back here.
  const payments = container.resolve(Modules.PAYMENT)
  const collection = await payments.retrievePaymentCollection(payment_collection_id)
  if (collection.status === PaymentCollectionStatus.CANCELED) {
    await payments.updatePaymentCollections(payment_collection_id, { status: PaymentCollectionStatus.COMPLETED })
  }
  await container.resolve(Modules.ORDER).deleteOrderTransactions(id)
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(
      `[qpay] order ${order_id}: a cancellation was cut short after a refund that was not made: its transaction is taken back`
    )
}
