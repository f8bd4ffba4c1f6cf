import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor, InvoiceRow } from "../modules/qpay/ledger"
import { isCartBusy } from "./busy-cart"
import { placeOrder } from "./place-order"
import { placedOrder } from "./placed-order"
import { refundUnplaced } from "./refund-unplaced"
import { ledgerOf, readSale, type Sale } from "./sale"
import { takeBackOrder } from "./take-back-order"
import { takeUp } from "./take-up"

/** A completion that another run has begun is soon over. */
const OTHERS_MS = 5_000
const POLL_MS = 250

/** So long a completion may take before its money is named. */
const PATIENCE_MS = 60_000

/** Core does not export its id. */
const COMPLETION_STEP = "complete-cart-after-payment-step"

/** Core waits half a minute for its lock of a cart: a completion that failed sooner had it. */
const HAD_THE_LOCK_MS = 25_000

/** Payment, capture, order and the order's transaction are all there. */
export function isPlaced(sale: Sale): boolean {
  return sale.recorded && sale.captured && sale.order !== null && sale.booked
}

/**
 * Sees to it that paid money has its order, and reads back whether it has.
 * @returns the order's id; or null, with what went wrong: money must be named whatever the reason is. `wait`: somebody
 *   else is at this cart and it is too early to call that wrong
 */
export async function ensureOrder(
  container: MedusaContainer,
  row: InvoiceRow,
  sale: Sale,
  actor: Actor
): Promise<{ orderId: string | null; errors: string[]; wait?: boolean }> {
  if (isPlaced(sale)) return { orderId: sale.order?.id ?? null, errors: [] }
  if (actor === "job" && sale.cartId && (await isCartBusy(container, sale.cartId))) {
    return { orderId: null, errors: ["the cart is being completed, or was when a server died"], wait: isYoung(row) }
  }
  const halfMade = isHalfMade(row, sale)
  if (halfMade && (await takeBack(container, sale))) {
    return ensureOrder(container, row, await readSale(container, row), actor)
  }
  const began = Date.now()
  // Told once more, core would finish it without what the steps beside the last one had still to do.
  const errors = halfMade ? [] : await tryToPlace(container, row, sale)
  const bound = (await ledgerOf(container).byId(row.id)) ?? row
  let orderId = await placedOrder(container, bound)
  // Nothing to do and nothing wrong: the storefront's own completion was faster and is still at it.
  for (let waited = 0; !orderId && errors.length === 0 && waited < OTHERS_MS; waited += POLL_MS) {
    await sleep(POLL_MS)
    orderId = await placedOrder(container, bound)
  }
  if (orderId) return { orderId, errors: [] }
  const left = await readSale(container, bound)
  if (!left.order || left.booked) return { orderId: null, errors }
  // Our own completion has failed, under core's lock: nobody else can be making this order.
  const failed = errors.some((error) => error.startsWith(COMPLETION_STEP))
  const ended = !sale.order && failed && Date.now() - began < HAD_THE_LOCK_MS
  if (ended && (await takeBack(container, left, true))) {
    await refundUnplaced(container, bound.payment_session_id)
    return { orderId: null, errors }
  }
  return { orderId: null, errors: [unfinished(left), ...errors] }
}

/**
 * Core has been seen to fail in the middle of a completion and never take the order back. An order that came before its
 * money lacks the last step only: told once more, core makes it.
 */
function isHalfMade(row: InvoiceRow, sale: Sale): boolean {
  const isUnfinished = sale.captured && sale.order !== null && !sale.booked
  return isUnfinished && sale.paidFirst && row.reason === "paid_without_order"
}

async function takeBack(container: MedusaContainer, sale: Sale, ended = false): Promise<boolean> {
  if (!sale.order || !sale.cartId) return false
  return takeBackOrder(container, sale.order.id, sale.cartId, { ended })
}

function unfinished(sale: Sale): string {
  return `Medusa left order ${sale.order?.id} unfinished: it has no transaction`
}

function isYoung(row: InvoiceRow): boolean {
  const since = row.payments.filter(({ status }) => status === "PAID").map(({ seen_at }) => Date.parse(seen_at))
  return Date.now() - Math.min(...since) < PATIENCE_MS
}

async function tryToPlace(container: MedusaContainer, row: InvoiceRow, sale: Sale): Promise<string[]> {
  try {
    const bound = sale.session ? { row, sale } : await takeUp(container, row, sale)
    return await placeOrder(container, bound.row, bound.sale)
  } catch (error) {
    return [(error as Error).message]
  }
}
