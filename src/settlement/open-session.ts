import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import {
  createPaymentCollectionForCartWorkflow,
  refreshPaymentCollectionForCartWorkflow,
} from "@medusajs/medusa/core-flows"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { inTurn } from "./in-turn"
import { issueSession } from "./issue-session"
import { renewForOrder } from "./renew-for-order"
import { ledgerOf, readSale } from "./sale"
import { cartDoneText, noCartText, noDeliveryText, notEnabledText } from "./texts"
import { toShow } from "./to-show"

/** QPay's provider ids, whatever a merchant calls the entry. */
const PROVIDER = /^pp_qpay_/
const USUAL_PROVIDER = "pp_qpay_qpay"

/**
 * Gives a cart its QR, and the same one however often it is asked: from a reloaded page, a second tab or React's
 * double effects. A new invoice is issued only when there is none that can be paid at the cart's present sum.
 * @returns the invoice to show; one that is paid already when there is one
 * @throws MedusaError for the shopper: NOT_FOUND for an unknown cart, NOT_ALLOWED when it is done or has no QPay
 * @throws TryAgain when somebody else was at it for too long
 */
export async function openSession(
  container: MedusaContainer,
  { cartId, providerId }: { cartId: string; providerId?: string }
): Promise<InvoiceRow> {
  return inTurn(container, { of: cartId, wish: providerId }, async () => {
    const cart = await readCart(container, cartId)
    if (!cart) throw new MedusaError(MedusaError.Types.NOT_FOUND, noCartText())
    const rows = await ledgerOf(container).ofCart(cartId)
    // Whoever has paid sees that, whatever has become of the shop's settings since.
    const current = await toShow(container, rows, { cartId, details: false }, providerId)
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
  return cartId ? openSession(container, { cartId }) : renewForOrder(container, row)
}

/** The one that is asked for, or none; else that of the cart's last QR, or the one that most shops have. */
function chooseProvider(enabled: string[], asked: string | undefined, last: string | null | undefined): string | null {
  const qpay = enabled.filter((id) => PROVIDER.test(id))
  if (asked) return qpay.includes(asked) ? asked : null
  return [last, USUAL_PROVIDER].find((id) => id && qpay.includes(id)) ?? qpay[0] ?? null
}

async function issue(
  container: MedusaContainer,
  { id, collectionId, provider }: { id: string; collectionId: string | null; provider: string }
): Promise<InvoiceRow> {
  if (collectionId) await refreshPaymentCollectionForCartWorkflow(container).run({ input: { cart_id: id } })
  else await createPaymentCollectionForCartWorkflow(container).run({ input: { cart_id: id } })
  const payment_collection_id = collectionId ?? (await readCart(container, id))?.collectionId ?? ""
  return issueSession(container, { payment_collection_id, provider_id: provider })
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
