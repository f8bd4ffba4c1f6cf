import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** Core begins and confirms a credit in one go: one that is begun for so long was left by a server that died. */
const ABANDONED_MS = 5 * 60_000

/**
 * An order has one change at a time. While somebody edits it, core refuses a refund's credit when the refund itself is
 * booked already. A credit that was cut short is nobody's edit: it is taken back.
 */
export async function hasOpenChange(
  container: MedusaContainer,
  orderId: string,
  now: Date = new Date()
): Promise<boolean> {
  const orders = container.resolve(Modules.ORDER)
  const open = await orders.listOrderChanges(
    { order_id: orderId, status: ["pending", "requested"] },
    { select: ["id", "change_type", "created_at"] }
  )
  const abandoned = open.filter(
    ({ change_type, created_at }) =>
      String(change_type) === "credit_line" && now.getTime() - new Date(created_at).getTime() > ABANDONED_MS
  )
  for (const { id } of abandoned) await orders.cancelOrderChange(id)
  return open.length > abandoned.length
}
