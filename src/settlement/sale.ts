import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type { InvoiceRow, Ledger } from "../modules/qpay/ledger"
import type QPayModuleService from "../modules/qpay/service"
import { convertToTugrik, sameAmount, type Tugrik } from "../qpay/money"
import { orderOfCart, type PaymentFacts, readCollection } from "./collection-facts"
import type { SaleFacts } from "./verdict"

/** The sale behind an invoice as Medusa's own modules tell it, with what is needed to act on it. */
export interface Sale extends SaleFacts {
  collection: { id: string; amount: number } | null
  cartId: string | null
  /** Medusa's payment of this invoice, and how much of it is captured and not refunded, in its own currency. */
  payment: { id: string; left: number } | null
  /** Live payment sessions of the collection other than the invoice's own. */
  siblings: { id: string; provider_id: string }[]
  /** Medusa has stored what the provider returned at the session's creation. */
  issued: boolean
  /** The invoice's payment has a capture. */
  captured: boolean
  /** The order's own books show this payment: core writes that last, so an order without it was never finished. */
  booked: boolean
  /** The order, if there is one, was made for money that was there already. */
  paidFirst: boolean
  /** Whole tugrik on top of the order that are still here: on the list, kept, or set aside. */
  surplusListed: Tugrik
}

interface CartGraph {
  id: string
  total: number
  currency_code: string
  completed_at: Date | null
}

/** Reads collection, sessions, payments, order and the cart's total. Works when the session is long gone. */
export async function readSale(container: MedusaContainer, row: InvoiceRow): Promise<Sale> {
  const collection = await readCollection(container, row.payment_collection_id)
  const cartId = collection?.cart_id ?? row.cart_id
  const [cart, ofCart, sums] = await Promise.all([
    readCart(container, cartId),
    cartId && !collection?.order ? orderOfCart(container, cartId) : null,
    ledgerOf(container).attention.sumsOf(row.id),
  ])
  const sessions = collection?.sessions ?? []
  const payments = collection?.payments ?? []
  const session = sessions.find(({ id }) => id === row.payment_session_id) ?? null
  const payment = payments.find((candidate) => isOf(row, candidate)) ?? null
  const order = collection?.order ?? (cart && ofCart)
  return {
    session: session && { amount: session.amount, currency_code: session.currency_code },
    issued: session !== null && session.invoice_id === row.invoice_id,
    recorded: payment !== null,
    captured: payment !== null && payment.captured > 0,
    booked: payment?.booked ?? false,
    paidFirst: collection?.paid_first ?? false,
    payment: payment && { id: payment.id, left: payment.captured - payment.refunded },
    refunded: inTugrik(payment?.refunded ?? 0, row),
    ...sums,
    paidOtherwise: payments.some((other) => other !== payment && holdsMoney(other)),
    cartTotal: cart ? Number(cart.total) : null,
    cartId: cart?.id ?? null,
    cartOpen:
      cart !== null &&
      collection?.cart_id === cart.id &&
      !order &&
      !cart.completed_at &&
      cart.currency_code === row.currency_code,
    order,
    collection: collection && { id: collection.id, amount: collection.amount },
    siblings: sessions
      .filter(({ id }) => id !== row.payment_session_id)
      .map(({ id, provider_id }) => ({ id, provider_id })),
  }
}

/**
 * What an order still asks for, in its currency; below zero when it costs less than was paid. Its newest summary is
 * read as it stands: through Medusa's totals it would be computed anew, at the price of the whole order.
 */
export async function orderDue(container: MedusaContainer, orderId: string): Promise<number> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const summary = await db("order_summary")
    .where({ order_id: orderId, deleted_at: null })
    .orderBy("version", "desc")
    .first<{ totals: { pending_difference?: BigNumberInput } }>("totals")
  return MathBN.convert(summary?.totals.pending_difference ?? 0).toNumber()
}

/** A session that was updated has had several invoices: its payment belongs to one of them. */
function isOf(row: InvoiceRow, { payment_session_id, invoice_id }: PaymentFacts): boolean {
  if (payment_session_id !== row.payment_session_id) return false
  return !invoice_id || !row.invoice_id || invoice_id === row.invoice_id
}

/** Money that was taken and has all gone back pays for nothing. */
function holdsMoney({ canceled, captured, refunded }: PaymentFacts): boolean {
  return !canceled && (captured === 0 || captured > refunded)
}

function inTugrik(sessionAmount: number, row: InvoiceRow): Tugrik {
  if (sessionAmount === 0) return 0
  return sameAmount(sessionAmount, row.session_amount)
    ? row.amount
    : convertToTugrik(sessionAmount, row.amount / row.session_amount)
}

/** The ledger in the application's container. */
export function ledgerOf(container: MedusaContainer): Ledger {
  return container.resolve<QPayModuleService>(QPAY_MODULE).ledger
}

/** Only Medusa can tell a cart's total: taxes, promotions and delivery are in it. */
async function readCart(container: MedusaContainer, id: string | null): Promise<CartGraph | null> {
  // An undefined filter would match every row of the shop, so an id is required by type and by check.
  if (!id) return null
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["id", "total", "currency_code", "completed_at"]
  const { data } = await query.graph({ entity: "cart", fields, filters: { id } })
  return (data[0] as unknown as CartGraph | undefined) ?? null
}
