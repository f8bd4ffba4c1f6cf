import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type { InvoiceRow, Ledger } from "../modules/qpay/ledger"
import type QPayModuleService from "../modules/qpay/service"
import { convertToTugrik, sameAmount, type Tugrik } from "../qpay/money"
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
  /** The order's own books show the money: core writes that last, so an order without it was never finished. */
  booked: boolean
  /** Whole tugrik on top of the order that are still here: on the list, kept, or set aside. */
  surplusListed: Tugrik
}

interface CollectionGraph {
  id: string
  amount: number
  payment_sessions?: (SessionGraph | null)[]
  payments?: (PaymentGraph | null)[]
  cart?: { id: string } | null
}

/** Read apart: asked for together with the payments, Medusa leaves the order's transactions out. */
interface CollectionOrderGraph {
  id: string
  order?: { id: string; canceled_at: Date | null; transactions?: { reference: string | null }[] } | null
}

interface PaymentGraph {
  id: string
  payment_session_id: string
  data: Record<string, unknown> | null
  canceled_at: Date | null
  captures?: { amount: number }[]
  refunds?: { amount: number }[]
}

interface SessionGraph {
  id: string
  amount: number
  currency_code: string
  provider_id: string
  data: Record<string, unknown> | null
}

interface CartGraph {
  id: string
  total: number
  currency_code: string
  completed_at: Date | null
  order?: { id: string; canceled_at: Date | null } | null
}

/** Reads collection, sessions, payments, cart and order in three queries at once. Works when the session is long gone. */
export async function readSale(container: MedusaContainer, row: InvoiceRow): Promise<Sale> {
  const [collection, ofCollection, ownCart] = await Promise.all([
    one<CollectionGraph>(container, "payment_collection", COLLECTION_FIELDS, row.payment_collection_id),
    one<CollectionOrderGraph>(container, "payment_collection", ORDER_FIELDS, row.payment_collection_id),
    one<CartGraph>(container, "cart", CART_FIELDS, row.cart_id),
  ])
  const linked = collection?.cart?.id
  const cart = linked && linked !== row.cart_id ? await one<CartGraph>(container, "cart", CART_FIELDS, linked) : ownCart

  const sessions = (collection?.payment_sessions ?? []).filter((session) => session !== null)
  const payments = (collection?.payments ?? []).filter((payment) => payment !== null)
  const session = sessions.find(({ id }) => id === row.payment_session_id) ?? null
  const payment = payments.find((candidate) => isOf(row, candidate)) ?? null
  const order = ofCollection?.order ?? cart?.order ?? null
  const captured = sum(payment?.captures)
  const refunded = sum(payment?.refunds)
  return {
    session: session && { amount: Number(session.amount), currency_code: session.currency_code },
    issued: session?.data?.invoice_id === row.invoice_id,
    recorded: payment !== null,
    captured: captured > 0,
    booked: isBooked(ofCollection),
    payment: payment && { id: payment.id, left: captured - refunded },
    refunded: inTugrik(refunded, row),
    ...(await ledgerOf(container).attention.sumsOf(row.id)),
    paidOtherwise: payments.some((other) => other !== payment && holdsMoney(other)),
    cartTotal: cart ? Number(cart.total) : null,
    cartId: cart?.id ?? null,
    cartOpen:
      cart !== null &&
      collection?.cart?.id === cart.id &&
      !order &&
      !cart.completed_at &&
      cart.currency_code === row.currency_code,
    order: order && { id: order.id, canceled: order.canceled_at !== null },
    collection: collection && { id: collection.id, amount: Number(collection.amount) },
    siblings: sessions
      .filter(({ id }) => id !== row.payment_session_id)
      .map(({ id, provider_id }) => ({ id, provider_id })),
  }
}

/**
 * Payment, capture, order and its transaction, read back after core was told to place it: what core says it did is not believed.
 * @returns the order's id, or null when one of them is missing
 */
export async function placedOrder(container: MedusaContainer, row: InvoiceRow): Promise<string | null> {
  const [collection, ofCollection] = await Promise.all([
    one<CollectionGraph>(container, "payment_collection", PAYMENT_FIELDS, row.payment_collection_id),
    one<CollectionOrderGraph>(container, "payment_collection", ORDER_FIELDS, row.payment_collection_id),
  ])
  const payments = (collection?.payments ?? []).filter((payment) => payment !== null)
  const payment = payments.find((candidate) => isOf(row, candidate))
  return payment && sum(payment.captures) > 0 && isBooked(ofCollection) ? (ofCollection?.order?.id ?? null) : null
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

function isBooked(collection: CollectionOrderGraph | null): boolean {
  return (collection?.order?.transactions ?? []).some(({ reference }) => reference === "capture")
}

/** A session that was updated has had several invoices: its payment belongs to one of them. */
function isOf(row: InvoiceRow, payment: PaymentGraph): boolean {
  if (payment.payment_session_id !== row.payment_session_id) return false
  const invoiceId = payment.data?.invoice_id
  return !invoiceId || !row.invoice_id || invoiceId === row.invoice_id
}

/** Money that was taken and has all gone back pays for nothing. */
function holdsMoney(payment: PaymentGraph): boolean {
  const captured = sum(payment.captures)
  return payment.canceled_at === null && (captured === 0 || captured > sum(payment.refunds))
}

function inTugrik(sessionAmount: number, row: InvoiceRow): Tugrik {
  if (sessionAmount === 0) return 0
  return sameAmount(sessionAmount, row.session_amount)
    ? row.amount
    : convertToTugrik(sessionAmount, row.amount / row.session_amount)
}

function sum(parts: { amount: number }[] | undefined): number {
  return (parts ?? []).reduce((total, { amount }) => total + Number(amount), 0)
}

/** The ledger in the application's container. */
export function ledgerOf(container: MedusaContainer): Ledger {
  return container.resolve<QPayModuleService>(QPAY_MODULE).ledger
}

const ORDER_FIELDS = ["id", "order.id", "order.canceled_at", "order.transactions.reference"]

const PAYMENT_FIELDS = ["id", "payments.payment_session_id", "payments.data", "payments.captures.amount"]

const COLLECTION_FIELDS = [
  ...PAYMENT_FIELDS,
  "amount",
  "payment_sessions.id",
  "payment_sessions.amount",
  "payment_sessions.currency_code",
  "payment_sessions.provider_id",
  "payment_sessions.data",
  "payments.id",
  "payments.canceled_at",
  "payments.refunds.amount",
  "cart.id",
]

const CART_FIELDS = ["id", "total", "currency_code", "completed_at", "order.id", "order.canceled_at"]

async function one<T>(
  container: MedusaContainer,
  entity: string,
  fields: string[],
  id: string | null
): Promise<T | null> {
  // An undefined filter would match every row of the shop, so an id is required by type and by check.
  if (!id) return null
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields, filters: { id } })
  return (data[0] as T | undefined) ?? null
}
