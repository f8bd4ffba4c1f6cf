import type { MedusaResponse } from "@medusajs/framework/http"
import { TryAgain } from "../settlement/in-turn"

/** When whoever was turned away should come again, s. */
const RETRY_AFTER = 2

/**
 * What `work` gives; null when somebody else is still at the same payment. That is answered then: as trouble that
 * passes, for which a page asks again by itself.
 */
export async function unlessBusy<T>(res: MedusaResponse, work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof TryAgain)) throw error
    res.status(503).set({ "Retry-After": String(RETRY_AFTER), "Cache-Control": "no-store" })
    res.json({ type: "unavailable", code: "qpay_busy", message: error.message })
    return null
  }
}
