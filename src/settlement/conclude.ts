import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type { Actor, InvoiceRow, Ledger } from "../modules/qpay/ledger"
import type QPayModuleService from "../modules/qpay/service"
import { ATTENTION_REASONS, type AttentionReason } from "../modules/qpay/states"
import { formatTugrik } from "../qpay/money"
import { bookRefund } from "./book-refund"
import { placeOrder } from "./place-order"
import { readSale, type Sale } from "./sale"
import type { Verdict } from "./verdict"

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
        const again = { kind: "hold", reason: "duplicate", amount: row.paid_amount } as const
        return hold(container, ledger, row, sale, again, actor)
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
  const moved = same ? null : await ledger.move(row.id, "attention", actor, { reason, cartId: sale.cartId })
  const opened = await ledger.attention.open({ qpay_invoice_id: row.id, reason, amount })
  const others = HOLDS.filter((other) => other !== reason)
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
  surplus: Extract<Verdict, { kind: "paid" }>["surplus"],
  actor: Actor
): Promise<InvoiceRow> {
  if (surplus) {
    const opened = await ledger.attention.open({ qpay_invoice_id: row.id, ...surplus })
    if (opened) warn(container, row, surplus.reason, `${formatTugrik(surplus.amount)} more than the order was paid`)
  } else {
    await ledger.attention.resolve(row.id, ["overpaid", "duplicate"], { actor, resolution: "returned" })
  }
  if (row.state === "settled" || row.state === "refunded") return row

  await ledger.move(row.id, "paid", actor, { cartId: sale.cartId })
  let errors: string[] = []
  let now = sale
  if (!isPlaced(sale)) {
    errors = await placeOrder(container, row, sale)
    now = await readSale(container, row)
  }
  if (isPlaced(now)) {
    await ledger.attention.resolve(row.id, ENDED_BY_ORDER, { actor, resolution: "settled" })
    const settled = await ledger.move(row.id, "settled", actor, { orderId: now.order?.id, cartId: now.cartId })
    return settled ?? ((await ledger.byId(row.id)) as InvoiceRow)
  }
  return nameMissingOrder(container, ledger, row, errors, actor)
}

async function nameMissingOrder(
  container: MedusaContainer,
  ledger: Ledger,
  row: InvoiceRow,
  errors: string[],
  actor: Actor
): Promise<InvoiceRow> {
  const current = (await ledger.byId(row.id)) as InvoiceRow
  // Core refunds a card payment by itself when completion fails; then the money is back and nothing is missing.
  if (current.state === "refunded") return current
  const reason = "paid_without_order"
  const moved = await ledger.move(row.id, "attention", actor, { reason, data: { errors } })
  const detail = errors.join("; ").slice(0, 1000) || null
  const opened = await ledger.attention.open({ qpay_invoice_id: row.id, reason, amount: current.paid_amount, detail })
  if (opened) warn(container, row, reason, `${formatTugrik(current.paid_amount)} was paid; core said: ${detail}`)
  return moved ?? ((await ledger.byId(row.id)) as InvoiceRow)
}

/** Payment, capture and order are all there. */
function isPlaced(sale: Sale): boolean {
  return sale.recorded && sale.captured && sale.order !== null
}

function warn(container: MedusaContainer, row: InvoiceRow, reason: AttentionReason, what: string): void {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.warn(
    `[qpay] needs attention: ${reason}: ${what} (session ${row.payment_session_id}, invoice ${row.invoice_id})`
  )
}
