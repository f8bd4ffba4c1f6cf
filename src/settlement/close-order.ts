import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { sameTugrik } from "../qpay/money"
import { announce } from "./announce"
import { finish } from "./conclude"
import { collectionsOf, placedOrder } from "./placed-order"
import { ledgerOf } from "./sale"
import { settle } from "./settle"
import { receivedSum } from "./verdict"

/**
 * Brings the invoices of a new order to their end: the paid one and lines about it are closed in the ledger, QRs
 * that nobody paid are closed at QPay by the job. QPay was asked during the completion, so no call is made here.
 */
export async function closeOrder(container: MedusaContainer, orderId: string): Promise<void> {
  const ledger = ledgerOf(container)
  for (const collectionId of await collectionsOf(container, orderId)) {
    const rows = await ledger.ofCollection(collectionId)
    for (const row of rows.filter(({ state }) => state === "paid" || state === "attention")) await close(container, row)
    if (rows.some(({ state }) => state === "open")) await ledger.agenda.expireSiblings(collectionId, null)
  }
}

/**
 * The plain case, paid exactly and never held, was decided a moment ago when the completion asked the provider: what
 * is left is to read back that all is there. Anything else is looked at as a whole.
 */
async function close(container: MedusaContainer, row: InvoiceRow): Promise<void> {
  const plain = row.state === "paid" && sameTugrik(receivedSum(row.payments), row.amount) && row.shortfall === 0
  const orderId = plain ? await placedOrder(container, row) : null
  if (!orderId) return void (await settle(container, row, { actor: "core", ask: false }))
  await finish(container, row, { orderId, cartId: row.cart_id }, "core")
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  await announce(ledgerOf(container), container.resolve(Modules.EVENT_BUS), logger)
}
