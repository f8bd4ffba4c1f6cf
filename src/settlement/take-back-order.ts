import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, TransactionState } from "@medusajs/framework/utils"
import { completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { withFreeCart } from "./busy-cart"

/** Core's own lock of a cart in completion ends after two minutes, whatever became of who took it. */
const ABANDONED_MS = 150_000

const UNDOING_SECONDS = 60
const SKEW_MS = 5_000

const RUNNING = [TransactionState.INVOKING, TransactionState.WAITING_TO_COMPENSATE, TransactionState.COMPENSATING]

interface Adjustments {
  adjustments?: { code?: string | null; amount: number }[]
}

interface OrderGraph {
  id: string
  created_at: Date
  canceled_at: Date | null
  version: number
  email: string | null
  customer_id: string | null
  items?: ({ id: string } & Adjustments)[]
  shipping_methods?: Adjustments[]
  promotions?: ({ id: string } | null)[]
  fulfillments?: ({ id: string } | null)[]
  payment_collections?: ({ id: string; payments?: { captured_at: Date | null }[] } | null)[]
}

const FIELDS = [
  "id",
  "created_at",
  "canceled_at",
  "version",
  "email",
  "customer_id",
  "items.id",
  "items.adjustments.*",
  "shipping_methods.adjustments.*",
  "promotions.id",
  "fulfillments.id",
  "payment_collections.id",
  "payment_collections.payments.captured_at",
]

/**
 * Takes back an order that core began for money it held already and never finished: when a step of a completion fails
 * while steps beside it are being stored, core can stop in the middle (Medusa 2.21: a database that takes 50 ms for a
 * write is enough), and a server that dies stops there too. The cart would stay closed for good. Does what core's own
 * compensation does, but for the payment.
 *
 * @param ended the caller's own completion has just failed under core's lock, so nobody else should be at this cart, and
 *   core's record must say that the run behind this order has failed. Else the order must be older than that lock, begun
 *   by a run of core's that never finished (a person may have made an order of a stuck cart), and the cart free
 * @returns false when it must not be touched: not certainly core's leftover, or somebody may be at it
 */
export async function takeBackOrder(
  container: MedusaContainer,
  orderId: string,
  cartId: string,
  { ended = false, now = Date.now() }: { ended?: boolean; now?: number } = {}
): Promise<boolean> {
  const order = await readLeftover(container, orderId)
  if (!order) return false
  if (ended && (await hasFailedRun(container, cartId, orderId))) {
    await undo(container, order, cartId)
    await container.resolve(Modules.LOCKING).release(cartId)
    return true
  }
  const isOld = now - new Date(order.created_at).getTime() > ABANDONED_MS
  if (!isOld || !(await wasBegunByCore(container, cartId, order.created_at))) return false
  const done = await withFreeCart(container, cartId, UNDOING_SECONDS, async () => {
    // Somebody may have finished it until the lock was ours.
    const still = await readLeftover(container, orderId)
    if (still) await undo(container, still, cartId)
    return still !== null
  })
  return done === true
}

/** @returns null when it is finished, or not certainly core's leftover */
async function readLeftover(container: MedusaContainer, orderId: string): Promise<OrderGraph | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: FIELDS, filters: { id: orderId } })
  const order = data[0] as unknown as OrderGraph | undefined
  const orders = container.resolve(Modules.ORDER)
  const transactions = await orders.listOrderTransactions({ order_id: orderId }, { select: ["id"] })
  return order && transactions.length === 0 && isLeftover(order) ? order : null
}

async function undo(container: MedusaContainer, order: OrderGraph, cartId: string): Promise<void> {
  const lineIds = (order.items ?? []).map(({ id }) => id)
  await container.resolve(Modules.INVENTORY).deleteReservationItemsByLineItem(lineIds)
  await container.resolve(Modules.CART).updateCarts([{ id: cartId, completed_at: null }])
  // Before the order: a link to an order that is gone would be taken for the cart's order.
  await container.resolve(ContainerRegistrationKeys.LINK).dismiss(linksOf(order, cartId))
  await container.resolve(Modules.ORDER).deleteOrders([order.id])
  await revertPromotions(container, order)
  await endRun(container, cartId)
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(`[qpay] order ${order.id} of cart ${cartId} was left unfinished by Medusa's completion and was taken back`)
}

/** Untouched since its completion, which began when the money was there: an order of its own right has it the other way round. */
function isLeftover(order: OrderGraph): boolean {
  const collections = (order.payment_collections ?? []).filter((collection) => collection !== null)
  const captures = collections.flatMap(({ payments }) => payments ?? []).map(({ captured_at }) => captured_at)
  const fulfilled = (order.fulfillments ?? []).some((fulfillment) => fulfillment !== null)
  const paidBefore =
    captures.length > 0 && captures.every((at) => at !== null && new Date(at) <= new Date(order.created_at))
  return order.version === 1 && order.canceled_at === null && !fulfilled && collections.length === 1 && paidBefore
}

function linksOf(order: OrderGraph, cartId: string): Record<string, Record<string, string>>[] {
  const own = { [Modules.ORDER]: { order_id: order.id } }
  const promotions = (order.promotions ?? []).filter((promotion) => promotion !== null)
  const collections = (order.payment_collections ?? []).filter((collection) => collection !== null)
  return [
    { ...own, [Modules.CART]: { cart_id: cartId } },
    ...promotions.map(({ id }) => ({ ...own, [Modules.PROMOTION]: { promotion_id: id } })),
    ...collections.map(({ id }) => ({ ...own, [Modules.PAYMENT]: { payment_collection_id: id } })),
  ]
}

/** Completion counts a promotion's use beside the step that failed: left so, a code for one use would refuse the next try. */
async function revertPromotions(container: MedusaContainer, order: OrderGraph): Promise<void> {
  const used = [...(order.items ?? []), ...(order.shipping_methods ?? [])]
    .flatMap(({ adjustments }) => adjustments ?? [])
    .flatMap(({ code, amount }) => (code ? [{ code, amount }] : []))
  if (used.length === 0) return
  await container
    .resolve(Modules.PROMOTION)
    .revertUsage(used, { customer_id: order.customer_id, customer_email: order.email })
}

/** Servers that share no lock could both be completing this cart: the run that failed must be the one that made the order. */
async function hasFailedRun(container: MedusaContainer, cartId: string, orderId: string): Promise<boolean> {
  const own = await runsOf(container, cartId)
    .whereNot({ state: TransactionState.INVOKING })
    .whereRaw("context::text LIKE ?", [`%"${orderId}"%`])
    .first("id")
  return own !== undefined
}

/** The order came while a completion of this cart was at work that core has no end of. */
async function wasBegunByCore(container: MedusaContainer, cartId: string, orderedAt: Date): Promise<boolean> {
  const ordered = new Date(orderedAt).getTime()
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const run = await db("workflow_execution")
    .where({ workflow_id: completeCartWorkflowId })
    .whereNotIn("state", [TransactionState.DONE, TransactionState.REVERTED])
    .whereRaw("context->'data'->'payload'->>'id' = ?", [cartId])
    .whereBetween("created_at", [new Date(ordered - ABANDONED_MS), new Date(ordered + SKEW_MS)])
    .first("id")
  return run !== undefined
}

/** Core's record of the run would be shown as running for ever. */
async function endRun(container: MedusaContainer, cartId: string): Promise<void> {
  await runsOf(container, cartId).update({ state: TransactionState.REVERTED, updated_at: new Date() })
}

function runsOf(container: MedusaContainer, cartId: string) {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  return db("workflow_execution")
    .where({ workflow_id: completeCartWorkflowId })
    .whereIn("state", RUNNING)
    .whereRaw("context->'data'->'payload'->>'id' = ?", [cartId])
}
