import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { isSetAside } from "./guard-change"
import { ledgerOf, readSale } from "./sale"
import { settle } from "./settle"
import { heldText } from "./texts"

/**
 * Stands before a storefront's completion of a cart. Once Medusa holds a payment, core completes whatever the cart
 * has become without asking the provider again; so a cart with money on it is settled here, where sums are
 * compared. Costs one query, and no call to QPay; carts without QPay's money pass.
 * @throws MedusaError NOT_ALLOWED (its text reaches the storefront; that of a conflict would not) when the money is there but no order may come of it
 */
export async function guardCompletion(container: MedusaContainer, cartId: string): Promise<void> {
  const rows = await ledgerOf(container).ofCart(cartId)
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
