import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { askQPay } from "./ask"
import { isSetAside } from "./guard-change"
import { ledgerOf, readSale } from "./sale"
import { settle } from "./settle"
import { heldText } from "./texts"

/**
 * Stands before a storefront's completion of a cart. Once Medusa holds a payment, core completes whatever the cart
 * has become without asking the provider again; so a cart with money on it is settled here, where sums are
 * compared. Costs one query where QPay has no part in it; carts without its money pass.
 * @throws MedusaError NOT_ALLOWED (its text reaches the storefront; that of a conflict would not) when the money is there but no order may come of it
 */
export async function guardCompletion(container: MedusaContainer, cartId: string): Promise<void> {
  const rows = await ledgerOf(container).ofCart(cartId)
  await askFirst(container, rows.filter(({ state }) => state === "open").at(-1))
  for (const row of rows.filter(({ state }) => state === "paid" || state === "attention")) {
    if (await isSetAside(container, row)) {
      // Core would complete the cart with a payment that it has recorded, and ask nobody.
      const { recorded, order } = await readSale(container, row)
      if (!recorded || order) continue
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, heldText(row.payment_session_id))
    }
    const { outcome, row: after } = await settle(container, row, { actor: "storefront", ask: false })
    if (outcome === "settled" || outcome === "refunded" || outcome === "unpaid") continue
    // Too little may still be made up for, and a late or second payment does not stop the cart's own one.
    if (after.reason === "underpaid" || after.reason === "late" || after.reason === "duplicate") continue
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, heldText(row.payment_session_id))
  }
}

/**
 * The question that the provider would ask in the midst of core's completion, asked before it: core copies a session's
 * data at each step, and of one that is known to be paid the QR and the bank links are gone by then.
 */
async function askFirst(container: MedusaContainer, row: InvoiceRow | undefined): Promise<void> {
  if (!row) return
  // Then the provider asks once more, and says to the shopper what is wrong.
  await askQPay(container, row, { hurry: true }).catch(() => ledgerOf(container).unclaimCheck(row.id))
}
