import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/**
 * Does something under core's lock of a cart, if nobody has it: while somebody completes this cart, or died doing it (then
 * it stands for up to two minutes), nothing is done. Core itself would wait half a minute; the job has others to look after.
 * @param seconds until the lock ends by itself, should this server die
 * @returns null when somebody has it
 */
export async function withFreeCart<T>(
  container: MedusaContainer,
  cartId: string,
  seconds: number,
  work: () => Promise<T>
): Promise<T | null> {
  const locking = container.resolve(Modules.LOCKING)
  const ownerId = randomUUID()
  try {
    await locking.acquire(cartId, { ownerId, expire: seconds })
  } catch {
    return null
  }
  try {
    return await work()
  } finally {
    await locking.release(cartId, { ownerId })
  }
}

export async function isCartBusy(container: MedusaContainer, cartId: string): Promise<boolean> {
  return !(await withFreeCart(container, cartId, 1, () => Promise.resolve(true)))
}
