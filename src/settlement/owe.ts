import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { formatTugrik, type Tugrik } from "../qpay/money"
import { completeRefunds } from "./complete-refunds"
import { hearOfCards, holdsCard } from "./hear-of-cards"
import { underLease } from "./lease"
import { idAt } from "./recent-ids"
import { ledgerOf, readSale, type Sale } from "./sale"
import { receivedSum } from "./verdict"

const LOOK_BACK_MS = 2 * 24 * 3_600_000
/** A refund is booked before the provider makes it: a young one may be under way. */
const UNDER_WAY_MS = 60_000
const WAIT_MS = 10_000
/** QPay may be slow to list a card's refund. */
const LOOK_AGAIN_SECONDS = 15

/**
 * Names what a cancelled order's shopper is owed. Core books a refund for every cancelled order, also when the
 * provider could not make one: its books then say the money is back while QPay still has it.
 */
export async function oweForCanceled(container: MedusaContainer, orderId: string): Promise<void> {
  const ledger = ledgerOf(container)
  for (const known of await ledger.ofOrder(orderId)) {
    await underLease(ledger, known, { waitMs: WAIT_MS }, async () => {
      const row = (await ledger.byId(known.id)) ?? known
      const sale = await readSale(container, row)
      if (!sale.order?.canceled || sale.order.id !== orderId) return
      await owe(container, row, (now) => Math.min(now.amount, stillHeld(now, sale)), "order_canceled")
      // All of it is owed now, also what the order had cost less.
      await ledger.attention.resolve(row.id, ["amount_changed"], { actor: "core", resolution: "now_refund_owed" })
    })
  }
}

/**
 * A server died in the middle of a refund. What is in Medusa's payment and not in its order goes there; what Medusa
 * has booked and nobody has made is named.
 */
async function finishRefunds(container: MedusaContainer, paymentSessionId: string, now: Date): Promise<void> {
  const ledger = ledgerOf(container)
  const row = await ledger.bySession(paymentSessionId)
  if (!row) return
  // Under the lease, because other servers look at it too. Who holds it now will be done at the next look.
  await underLease(ledger, row, { waitMs: 0 }, async () => {
    const sale = await readSale(container, row)
    if (!sale.order || sale.order.canceled) return
    await owe(container, row, (now) => unmadeRefundOf(now, sale), "refund_not_made")
    await completeRefunds(container, sale.order.id, row, now)
  }).catch((error: Error) => {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error(`[qpay] a refund of ${paymentSessionId} is not whole in Medusa's books: ${error.message}`)
  })
}

/** For the job: cancelled orders that an event should have told of and a dying server did not. */
export async function oweForCanceledOrders(container: MedusaContainer, now: Date): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const since = new Date(now.getTime() - LOOK_BACK_MS)
  const orders = await query.graph({ entity: "order", fields: ["id"], filters: { canceled_at: { $gt: since } } })
  for (const { id } of orders.data) await oweForCanceled(container, id)
}

/** For the job: refunds of the last while that are in some books and not in others. */
export async function finishCutRefunds(container: MedusaContainer, now: Date, lookBackMs: number): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const [from, to] = [lookBackMs, UNDER_WAY_MS].map((age) => idAt("ref", new Date(now.getTime() - age)))
  const refunds = await query.graph({
    entity: "refund",
    fields: ["id", "payment.payment_session_id"],
    filters: { id: { $gt: from, $lt: to } },
  })
  const sessions = refunds.data.flatMap(({ payment }) => payment?.payment_session_id ?? [])
  for (const id of new Set(sessions)) await finishRefunds(container, id, now)
}

/**
 * Whole tugrik that Medusa has booked as refunded and that are still here: more is held than the order has left. What
 * is known to be a surplus is not counted, whichever of the payments went back.
 */
export function unmadeRefundOf(row: InvoiceRow, sale: Sale): Tugrik {
  const left = Math.max(0, row.amount - sale.refunded)
  return Math.max(0, Math.min(sale.refunded, stillHeld(row, sale) - left))
}

/** Whole tugrik that QPay lists as taken, did not go back by bank, and have no line of their own as a surplus. */
export function stillHeld(row: InvoiceRow, { returnedByBank, surplusListed }: Sale): Tugrik {
  return receivedSum(row.payments) - returnedByBank - surplusListed
}

/**
 * @param amountOf whole tugrik that are owed, by what QPay holds now: it is asked before a debt is named that it may have
 *   paid back already, and again soon after
 */
async function owe(
  container: MedusaContainer,
  row: InvoiceRow,
  amountOf: (now: InvoiceRow) => Tugrik,
  detail: string
): Promise<void> {
  const { attention, agenda } = ledgerOf(container)
  if (amountOf(row) <= 0) return
  const lines = await attention.list({ invoiceRowId: row.id })
  const isNamed = lines.some(({ reason }) => reason === "refund_owed")
  const { row: now } = isNamed ? { row } : await hearOfCards(container, row)
  // It went back: settlement closes the invoice and books what is not booked.
  if (amountOf(now) <= 0) return agenda.comeBack(row.id, 0)
  const amount = amountOf(now)
  if (!(await attention.open({ qpay_invoice_id: row.id, reason: "refund_owed", amount, detail }))) return
  if (holdsCard(now)) await agenda.comeBack(row.id, LOOK_AGAIN_SECONDS)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.warn(`[qpay] needs attention: refund_owed: ${formatTugrik(amount)} (${detail}, order ${row.order_id})`)
}
