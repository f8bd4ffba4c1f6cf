import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { sameAmount } from "../qpay/money"
import { withoutWaking } from "./events"
import { ledgerOf, readSale, type Sale } from "./sale"
import { isCovered } from "./verdict"

const LOCK_WAIT_SECONDS = 10

/**
 * Brings collection, session and cart together again after the provider refused to drop a session. Core then
 * rolls the cart back but leaves the new total on the collection, so that its next change would not be noticed
 * and the old QR would stay payable at the old sum.
 */
export async function resyncCollection(container: MedusaContainer, row: InvoiceRow): Promise<void> {
  const { cartId } = await readSale(container, row)
  if (!cartId) return
  // Core's own key: waits until the refused change is rolled back, and keeps the next one out meanwhile.
  await container.resolve(Modules.LOCKING).execute(
    [cartId],
    async () => {
      const sale = await readSale(container, row)
      if (!sale.session || sale.order || sale.cartTotal === null) return
      if (sameAmount(sale.cartTotal, sale.session.amount + row.shortfall))
        return repairCollectionAmount(container, row, sale)
      const current = await ledgerOf(container).byId(row.id)
      if (sale.recorded || !current || isCovered(current)) return
      // The next change slipped through: this session's sum is stale. The provider asks QPay before it goes.
      const payments = container.resolve(Modules.PAYMENT)
      await withoutWaking(() => payments.deletePaymentSession(row.payment_session_id)).catch((error: Error) => {
        const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
        logger.warn(`[qpay] stale session ${row.payment_session_id} could not be removed: ${error.message}`)
      })
    },
    { timeout: LOCK_WAIT_SECONDS }
  )
}

/** Gives a collection the amount of its cart again (less what staff let the shopper off), where the paid session is for exactly that. */
export async function repairCollectionAmount(
  container: MedusaContainer,
  { shortfall }: Pick<InvoiceRow, "shortfall">,
  sale: Sale
): Promise<void> {
  const { collection, session, cartTotal } = sale
  if (!collection || !session || cartTotal === null) return
  if (sameAmount(cartTotal, session.amount + shortfall) && !sameAmount(collection.amount, session.amount)) {
    await container.resolve(Modules.PAYMENT).updatePaymentCollections(collection.id, { amount: session.amount })
  }
}
