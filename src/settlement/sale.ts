import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
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
}

interface CollectionGraph {
  id: string
  amount: number
  payment_sessions?: (SessionGraph | null)[]
  payments?: (PaymentGraph | null)[]
  cart?: { id: string } | null
  order?: { id: string; canceled_at: Date | null } | null
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
  order?: { id: string; canceled_at: Date | null } | null
}

/** Reads collection, sessions, payments, cart and order in two queries. Works when the session is long gone. */
export async function readSale(container: MedusaContainer, row: InvoiceRow): Promise<Sale> {
  const collection = row.payment_collection_id
    ? await one<CollectionGraph>(container, "payment_collection", COLLECTION_FIELDS, row.payment_collection_id)
    : null
  const cartId = collection?.cart?.id ?? row.cart_id
  const cart = cartId ? await one<CartGraph>(container, "cart", CART_FIELDS, cartId) : null

  const sessions = (collection?.payment_sessions ?? []).filter((session) => session !== null)
  const payments = (collection?.payments ?? []).filter((payment) => payment !== null)
  const session = sessions.find(({ id }) => id === row.payment_session_id) ?? null
  const payment = payments.find((candidate) => isOf(row, candidate)) ?? null
  const order = cart?.order ?? collection?.order ?? null
  const captured = sum(payment?.captures)
  const refunded = sum(payment?.refunds)
  return {
    session: session && { amount: Number(session.amount), currency_code: session.currency_code },
    issued: session?.data?.invoice_id === row.invoice_id,
    recorded: payment !== null,
    captured: captured > 0,
    payment: payment && { id: payment.id, left: captured - refunded },
    refunded: inTugrik(refunded, row),
    returnedByBank: await ledgerOf(container).attention.returnedByBank(row.id),
    paidOtherwise: payments.some((other) => other !== payment && holdsMoney(other)),
    cartTotal: cart ? Number(cart.total) : null,
    cartId: cart?.id ?? null,
    order: order && { id: order.id, canceled: order.canceled_at !== null },
    collection: collection && { id: collection.id, amount: Number(collection.amount) },
    siblings: sessions
      .filter(({ id }) => id !== row.payment_session_id)
      .map(({ id, provider_id }) => ({ id, provider_id })),
  }
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

const COLLECTION_FIELDS = [
  "id",
  "amount",
  "payment_sessions.id",
  "payment_sessions.amount",
  "payment_sessions.currency_code",
  "payment_sessions.provider_id",
  "payment_sessions.data",
  "payments.id",
  "payments.payment_session_id",
  "payments.data",
  "payments.canceled_at",
  "payments.captures.amount",
  "payments.refunds.amount",
  "cart.id",
  "order.id",
  "order.canceled_at",
]

const CART_FIELDS = ["id", "total", "order.id", "order.canceled_at"]

async function one<T>(container: MedusaContainer, entity: string, fields: string[], id: string): Promise<T | null> {
  // An undefined filter would match every row of the shop, so an id is required by type and by check.
  if (!id) return null
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields, filters: { id } })
  return (data[0] as T | undefined) ?? null
}
