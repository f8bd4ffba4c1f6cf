import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import {
  createPaymentCollectionForCartWorkflow,
  createPaymentSessionsWorkflow,
  refreshPaymentCollectionForCartWorkflow,
} from "@medusajs/medusa/core-flows"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { MONEY_STATES } from "../modules/qpay/states"
import { sameAmount } from "../qpay/money"
import { guardChange } from "./guard-change"
import { ledgerOf, readSale } from "./sale"
import { cartDoneText, noCartText, noDeliveryText, notEnabledText } from "./texts"

/** QPay may take a minute to issue an invoice; whoever waits behind it gets the same one. */
const WAIT_MS = 75_000
const POLL_MS = 100

/** QPay's provider ids, whatever a merchant calls the entry. */
const PROVIDER = /^pp_qpay_/
const USUAL_PROVIDER = "pp_qpay_qpay"

/**
 * Gives a cart its QR, and the same one however often it is asked: from a reloaded page, a second tab or React's
 * double effects. A new invoice is issued only when there is none that can be paid at the cart's present sum.
 * @returns the invoice to show; one that is paid already when there is one
 * @throws MedusaError for the shopper: NOT_FOUND for an unknown cart, NOT_ALLOWED when it is done or has no QPay
 */
export async function openSession(
  container: MedusaContainer,
  { cartId, providerId }: { cartId: string; providerId?: string }
): Promise<InvoiceRow> {
  return inTurn(container, cartId, async () => {
    const cart = await readCart(container, cartId)
    if (!cart) throw new MedusaError(MedusaError.Types.NOT_FOUND, noCartText())
    const rows = await ledgerOf(container).ofCart(cartId)
    // Whoever has paid sees that, whatever has become of the shop's settings since.
    const current = await toShow(container, rows, providerId)
    if (current) return current
    if (cart.done) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, cartDoneText())
    if (cart.lacksDelivery) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, noDeliveryText())
    const provider = chooseProvider(cart.providers, providerId, rows.at(-1)?.provider_id)
    if (!provider) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, notEnabledText())
    return issue(container, { ...cart, provider })
  })
}

/** A new QR for a payment whose old one is dead; the living one if it is not, or was renewed in another tab. */
export async function renewSession(container: MedusaContainer, row: InvoiceRow): Promise<InvoiceRow> {
  const cartId = row.cart_id ?? (await readSale(container, row)).cartId
  if (cartId) return openSession(container, { cartId })
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, cartDoneText())
}

/**
 * One at a time per cart: two tabs would each delete the other's session. Not by the locking module's `execute`: with
 * PostgreSQL that keeps a database connection for as long as QPay takes to answer, and ten shoppers stop the shop.
 */
async function inTurn<T>(container: MedusaContainer, cartId: string, job: () => Promise<T>): Promise<T> {
  const locking = container.resolve(Modules.LOCKING)
  const key = `qpay-open:${cartId}`
  const ownerId = randomUUID()
  const until = Date.now() + WAIT_MS
  const taken = () =>
    locking.acquire(key, { ownerId, expire: WAIT_MS / 1000 }).then(
      () => true,
      () => false
    )
  // After that time whoever had it is dead; two QRs of one cart would be dealt with, a shopper without one not.
  while (!(await taken()) && Date.now() < until) await sleep(POLL_MS)
  try {
    return await job()
  } finally {
    await locking.release(key, { ownerId }).catch(() => undefined)
  }
}

/** The one that is asked for, or none; else that of the cart's last QR, or the one that most shops have. */
function chooseProvider(enabled: string[], asked: string | undefined, last: string | null | undefined): string | null {
  const qpay = enabled.filter((id) => PROVIDER.test(id))
  if (asked) return qpay.includes(asked) ? asked : null
  return [last, USUAL_PROVIDER].find((id) => id && qpay.includes(id)) ?? qpay[0] ?? null
}

/** What a cart's page has to show instead of a new QR: its order, its money, or the QR that can still be paid. */
async function toShow(
  container: MedusaContainer,
  rows: InvoiceRow[],
  provider: string | undefined
): Promise<InvoiceRow | null> {
  const newest = rows.at(-1)
  if (!newest) return null
  const placed = rows.find(({ state }) => state === "settled")
  if (placed) return placed
  // Some of the sum is there: another QR for the whole of it would ask for too much.
  if (newest.state === "attention" && newest.reason === "underpaid") return newest
  if ((!provider || newest.provider_id === provider) && (await isPayable(container, newest))) return newest
  // Money is looked for before a QR is thrown away: its callback may have been lost.
  const cartId = newest.cart_id ?? ""
  if (!(await guardChange(container, { cartId, details: false }))) return null
  const after = await ledgerOf(container).ofCart(cartId)
  return after.reverse().find(({ state }) => MONEY_STATES.includes(state)) ?? null
}

async function isPayable(container: MedusaContainer, row: InvoiceRow): Promise<boolean> {
  if (row.state !== "open" || (row.expires_at && row.expires_at <= new Date())) return false
  const { session, issued, collection, cartTotal, cartOpen } = await readSale(container, row)
  if (!session || !issued || !collection || cartTotal === null || !cartOpen) return false
  return sameAmount(session.amount, collection.amount) && sameAmount(session.amount, cartTotal)
}

async function issue(
  container: MedusaContainer,
  { id, collectionId, provider }: { id: string; collectionId: string | null; provider: string }
): Promise<InvoiceRow> {
  if (collectionId) await refreshPaymentCollectionForCartWorkflow(container).run({ input: { cart_id: id } })
  else await createPaymentCollectionForCartWorkflow(container).run({ input: { cart_id: id } })
  const payment_collection_id = collectionId ?? (await readCart(container, id))?.collectionId ?? ""
  const { result } = await createPaymentSessionsWorkflow(container).run({
    input: { payment_collection_id, provider_id: provider },
  })
  const row = await ledgerOf(container).bySession(result.id)
  if (!row) throw new Error(`the ledger has no invoice of session ${result.id}`)
  return row
}

interface Cart {
  id: string
  collectionId: string | null
  /** Completed: nothing is paid for it any more. */
  done: boolean
  /** Its items are to be sent and nobody chose how: core would refuse the order once it is paid. */
  lacksDelivery: boolean
  /** Payment providers of its region. */
  providers: string[]
}

async function readCart(container: MedusaContainer, id: string): Promise<Cart | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: [
      "id",
      "completed_at",
      "payment_collection.id",
      "region.payment_providers.id",
      "items.requires_shipping",
      "shipping_methods.id",
    ],
    filters: { id },
  })
  const cart = data[0] as unknown as
    | {
        completed_at: Date | null
        payment_collection?: { id: string } | null
        items?: { requires_shipping: boolean }[]
        shipping_methods?: unknown[]
        region?: { payment_providers?: { id: string }[] } | null
      }
    | undefined
  if (!cart) return null
  return {
    id,
    done: cart.completed_at !== null,
    lacksDelivery: (cart.items ?? []).some((item) => item.requires_shipping) && !cart.shipping_methods?.length,
    collectionId: cart.payment_collection?.id ?? null,
    providers: (cart.region?.payment_providers ?? []).map((provider) => provider.id),
  }
}
