import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { sameAmount } from "../qpay/money"
import { inTurn } from "./in-turn"
import { issueSession } from "./issue-session"
import { ledgerOf, orderDue } from "./sale"
import { dueChangedText, nothingDueText } from "./texts"
import { toShow } from "./to-show"

/** Nothing was taken or set aside in it yet: the words are Medusa's. */
const OPEN = ["not_paid", "awaiting", "failed"]

/**
 * A new QR for what an order still asks for after it was edited, say: a payment collection without a cart. The living
 * one if it is not dead, or was renewed in another tab.
 * @throws MedusaError NOT_ALLOWED, for the shopper, when the order does not ask for that sum any more
 */
export async function renewForOrder(
  container: MedusaContainer,
  { payment_collection_id: collectionId, provider_id }: InvoiceRow
): Promise<InvoiceRow> {
  if (!collectionId || !provider_id) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, nothingDueText())
  return inTurn(container, { of: collectionId }, async () => {
    const current = await toShow(container, await ledgerOf(container).ofCollection(collectionId), { collectionId })
    if (current) return current
    const refusal = await whyNot(container, collectionId)
    if (refusal) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, refusal)
    return issueSession(container, { payment_collection_id: collectionId, provider_id })
  })
}

async function whyNot(container: MedusaContainer, collectionId: string): Promise<string | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment_collection",
    fields: ["amount", "status", "order.id", "order.canceled_at"],
    filters: { id: collectionId },
  })
  const collection = data[0] as unknown as
    { amount: number; status: string; order?: { id: string; canceled_at: Date | null } | null } | undefined
  const order = collection?.order
  if (!collection || !order || order.canceled_at || !OPEN.includes(collection.status)) return nothingDueText()
  const amount = Number(collection.amount)
  const due = await orderDue(container, order.id)
  if (due <= 0 || amount <= 0) return nothingDueText()
  return amount <= due || sameAmount(amount, due) ? null : dueChangedText()
}
