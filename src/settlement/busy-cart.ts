import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/**
 * Somebody completes this cart, or died doing it: core's lock stands for up to two minutes then. Core itself would wait
 * half a minute for it; the job has others to look after.
 */
export async function isCartBusy(container: MedusaContainer, cartId: string): Promise<boolean> {
  const locking = container.resolve(Modules.LOCKING)
  const ownerId = randomUUID()
  try {
    await locking.acquire(cartId, { ownerId, expire: 1 })
  } catch {
    return true
  }
  await locking.release(cartId, { ownerId })
  return false
}
