import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type { Actor, InvoiceRow, Ledger } from "../modules/qpay/ledger"
import type QPayModuleService from "../modules/qpay/service"
import { ATTENTION_REASONS, COSTS_LESS, COSTS_MORE, type AttentionReason } from "../modules/qpay/states"
import { formatTugrik, roundToTugrik } from "../qpay/money"
import { bookRefund } from "./book-refund"
import { creditShortfall } from "./credit-shortfall"
import { ensureOrder, isPlaced } from "./ensure-order"
import { pause } from "./pause"
import { ledgerOf, orderDue, type Sale } from "./sale"
import { receivedSum, type Verdict } from "./verdict"

/** Reasons to hold money: an invoice has one at a time. */
const HOLDS: AttentionReason[] = [
  "underpaid",
  "late",
  "amount_changed",
  "currency",
  "order_canceled",
  "duplicate",
  "paid_without_order",
]

/** Reasons that end when the invoice has become an order; a surplus and a refund owed do not. */
const ENDED_BY_ORDER: AttentionReason[] = ["underpaid", "late", "amount_changed", "currency", "paid_without_order"]

/** So often an order is tried on its own, within about an hour; after that staff decide. */
const MOST_TRIES = 8

/** A cart that somebody else completes is looked at again after this. */
const BUSY_SECONDS = 10

type Surplus = Extract<Verdict, { kind: "paid" }>["surplus"]

/** Turns a verdict into facts: in Medusa where there is an order to place, in the ledger always. */
export async function conclude(
  container: MedusaContainer,
  row: InvoiceRow,
  sale: Sale,
  decided: Verdict,
  actor: Actor
): Promise<InvoiceRow> {
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  switch (decided.kind) {
    case "unpaid":
      return row
    case "refunded":
      return settleRefunded(container, ledger, row, sale, actor)
    case "hold":
      return hold(container, ledger, row, sale, decided, actor)
    case "paid":
      // What was refunded is closed: money that comes on it once more is nobody's order.
      if (row.state === "refunded" && !isPlaced(sale)) {
        const again = {
          kind: "hold",
          reason: "duplicate",
          amount: row.paid_amount - Math.min(sale.returnedByBank, row.paid_amount),
        } as const
        return hold(container, ledger, row, sale, again, actor)
      }
      // Medusa left its order half made, and staff have sent the money back.
      if (!isPlaced(sale) && receivedSum(row.payments) <= sale.returnedByBank) {
        return settleRefunded(container, ledger, row, sale, actor)
      }
      return settlePaid(container, ledger, row, sale, decided.surplus, actor)
  }
}

async function hold(
  container: MedusaContainer,
  ledger: Ledger,
  row: InvoiceRow,
  sale: Sale,
  { reason, amount }: Extract<Verdict, { kind: "hold" }>,
  actor: Actor
): Promise<InvoiceRow> {
  const same = row.state === "attention" && row.reason === reason
  // The line first: a server that dies in between leaves money named, and a row that is looked at once more.
  const opened = await ledger.attention.open({ qpay_invoice_id: row.id, reason, amount })
  const moved = same ? null : await ledger.move(row.id, "attention", actor, { reason, cartId: sale.cartId })
  // All that is there is held, also what came on top of the sum: one sum, one line.
  const others = [...HOLDS, "overpaid" as const].filter((other) => other !== reason)
  await ledger.attention.resolve(row.id, others, { actor, resolution: `now_${reason}` })
  if (opened) warn(container, row, reason, `${formatTugrik(amount)} was paid and is held`)
  // A second payment's session would be authorized beside the first one by the cart's completion.
  const named = moved ?? row
  if (reason === "duplicate" && named.state === "attention" && sale.session && !sale.recorded) {
    await container.resolve(Modules.PAYMENT).deletePaymentSession(row.payment_session_id)
  }
  return moved ?? ((await ledger.byId(row.id)) as InvoiceRow)
}

async function settleRefunded(
  container: MedusaContainer,
  ledger: Ledger,
  row: InvoiceRow,
  sale: Sale,
  actor: Actor
): Promise<InvoiceRow> {
  await bookRefund(container, sale)
  const moved = await ledger.move(row.id, "refunded", actor)
  await ledger.attention.resolve(row.id, ATTENTION_REASONS, { actor, resolution: "refunded" })
  // Its payment is spent: the shopper starts again with a session of its own.
  if (moved && sale.recorded && sale.session && !sale.order) {
    await container.resolve(Modules.PAYMENT).deletePaymentSession(row.payment_session_id)
  }
  return moved ?? row
}

async function settlePaid(
  container: MedusaContainer,
  ledger: Ledger,
  row: InvoiceRow,
  sale: Sale,
  surplus: Surplus,
  actor: Actor
): Promise<InvoiceRow> {
  const isOver = row.state === "settled" || row.state === "refunded"
  // First: from here on the job looks after it, whatever becomes of this server.
  if (!isOver) await ledger.move(row.id, "paid", actor, { cartId: sale.cartId })
  if (surplus) {
    const opened = await ledger.attention.open({ qpay_invoice_id: row.id, ...surplus })
    const other = surplus.reason === "overpaid" ? "duplicate" : "overpaid"
    await ledger.attention.resolve(row.id, [other], { actor, resolution: `now_${surplus.reason}` })
    if (opened) warn(container, row, surplus.reason, `${formatTugrik(surplus.amount)} more than the order was paid`)
  } else {
    await ledger.attention.resolve(row.id, ["overpaid", "duplicate"], { actor, resolution: "returned" })
  }
  if (isOver) {
    // Named by a look that was overtaken by the order.
    if (isPlaced(sale)) await ledger.attention.resolve(row.id, ["paid_without_order"], { actor, resolution: "settled" })
    return row
  }

  const { orderId, errors, wait } = await ensureOrder(container, row, sale, actor)
  if (!orderId && wait) {
    await ledger.agenda.comeBack(row.id, BUSY_SECONDS)
    return (await ledger.byId(row.id)) as InvoiceRow
  }
  if (!orderId) return nameMissingOrder(container, ledger, row, errors, surplus, actor)
  return finish(container, row, { orderId, cartId: sale.cartId }, actor)
}

/** The order is there: lines about its absence end, the cart's other QRs end, and the invoice is settled. */
export async function finish(
  container: MedusaContainer,
  row: InvoiceRow,
  placed: { orderId: string; cartId: string | null },
  actor: Actor
): Promise<InvoiceRow> {
  const ledger = ledgerOf(container)
  await ledger.attention.resolve(row.id, ENDED_BY_ORDER, { actor, resolution: "settled" })
  await creditShortfall(container, row, placed.orderId).catch((error: Error) => {
    // An open change of the order is in the way: what it still asks for is named next.
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error(`[qpay] order ${placed.orderId} got no credit for what staff let it off: ${error.message}`)
  })
  await nameWrongTotal(container, ledger, row, placed.orderId)
  const settled = await ledger.move(row.id, "settled", actor, placed)
  if (row.payment_collection_id) await ledger.agenda.expireSiblings(row.payment_collection_id, row.id)
  return settled ?? ((await ledger.byId(row.id)) as InvoiceRow)
}

/**
 * Sums are compared before an order is placed, and after: a cart change that ran into the completion (core's lock of a
 * cart ends after ten seconds) can get into the order although it is taken back in the cart.
 */
async function nameWrongTotal(
  container: MedusaContainer,
  ledger: Ledger,
  row: InvoiceRow,
  orderId: string
): Promise<void> {
  const due = await orderDue(container, orderId)
  const amount = roundToTugrik(Math.abs(due) * (row.amount / row.session_amount))
  if (amount === 0) return
  const detail = due > 0 ? COSTS_MORE : COSTS_LESS
  const opened = await ledger.attention.open({ qpay_invoice_id: row.id, reason: "amount_changed", amount, detail })
  if (opened)
    warn(container, row, "amount_changed", `order ${orderId} ${detail} than was paid: ${formatTugrik(amount)}`)
}

async function nameMissingOrder(
  container: MedusaContainer,
  ledger: Ledger,
  row: InvoiceRow,
  errors: string[],
  surplus: Surplus,
  actor: Actor
): Promise<InvoiceRow> {
  const current = (await ledger.byId(row.id)) as InvoiceRow
  // Core refunds a card payment by itself when completion fails; then the money is back and nothing is missing.
  if (current.state === "refunded") return current
  const reason = "paid_without_order"
  const detail = errors.join("; ").slice(0, 1000) || null
  // What came on top of the invoice's sum keeps a line of its own.
  const opened = await ledger.attention.open({ qpay_invoice_id: row.id, reason, amount: row.amount, detail })
  const moved = await ledger.move(row.id, "attention", actor, { reason, data: { errors } })
  if (!moved) {
    const now = (await ledger.byId(row.id)) as InvoiceRow
    // The storefront's completion was faster, after all.
    if (now.state === "settled") {
      await ledger.attention.resolve(row.id, [reason], { actor, resolution: "settled" })
      return now
    }
  }
  // It was paid short before, say: one sum, one line.
  const others = HOLDS.filter((other) => other !== reason && other !== surplus?.reason)
  await ledger.attention.resolve(row.id, others, { actor, resolution: `now_${reason}` })
  if (opened) warn(container, row, reason, `${formatTugrik(row.amount)} was paid; core said: ${detail}`)
  await ledger.agenda.postpone(row.id, current.tries < MOST_TRIES ? pause(current.tries) : null)
  return moved ?? ((await ledger.byId(row.id)) as InvoiceRow)
}

function warn(container: MedusaContainer, row: InvoiceRow, reason: AttentionReason, what: string): void {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.warn(
    `[qpay] needs attention: ${reason}: ${what} (session ${row.payment_session_id}, invoice ${row.invoice_id})`
  )
}
