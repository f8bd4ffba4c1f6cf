import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import type { SaleFacts } from "./verdict"

/** The sale behind an invoice as Medusa's own modules tell it, with what is needed to act on it. */
export interface Sale extends SaleFacts {
  collection: { id: string; amount: number } | null
  cartId: string | null
  /** Live payment sessions of the collection other than the invoice's own. */
  siblings: { id: string; provider_id: string }[]
  /** Medusa has stored what the provider returned at the session's creation. */
  issued: boolean
  /** The session's payment has a capture. */
  captured: boolean
}

interface CollectionGraph {
  id: string
  amount: number
  payment_sessions?: (SessionGraph | null)[]
  payments?: ({
    id: string
    payment_session_id: string
    captured_at: Date | null
    canceled_at: Date | null
    captures?: { id: string }[]
  } | null)[]
  cart?: { id: string } | null
  order?: { id: string; canceled_at: Date | null } | null
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
  const payment = payments.find(({ payment_session_id }) => payment_session_id === row.payment_session_id)
  const order = cart?.order ?? collection?.order ?? null
  return {
    session: session && { amount: Number(session.amount), currency_code: session.currency_code },
    issued: session?.data?.invoice_id === row.invoice_id,
    recorded: payment !== undefined,
    captured: payment !== undefined && (payment.captured_at !== null || (payment.captures?.length ?? 0) > 0),
    paidOtherwise: payments.some((p) => p.payment_session_id !== row.payment_session_id && p.canceled_at === null),
    cartTotal: cart ? Number(cart.total) : null,
    cartId: cart?.id ?? null,
    order: order && { id: order.id, canceled: order.canceled_at !== null },
    collection: collection && { id: collection.id, amount: Number(collection.amount) },
    siblings: sessions
      .filter(({ id }) => id !== row.payment_session_id)
      .map(({ id, provider_id }) => ({ id, provider_id })),
  }
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
  "payments.captured_at",
  "payments.canceled_at",
  "payments.captures.id",
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
