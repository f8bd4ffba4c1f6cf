import { MedusaError } from "@medusajs/framework/utils"
import { BOTH_LANGUAGES, type CheckoutError } from "../../../storefront/core/contract"

const { NOT_ALLOWED, INVALID_DATA, NOT_FOUND } = MedusaError.Types

/** What the plugin itself refused, as a page shows it; null for every other error. */
export function refusalOf(thrown: unknown): CheckoutError | null {
  if (!MedusaError.isMedusaError(thrown)) return null
  const { type, message } = thrown as MedusaError
  const [, mn, en] = BOTH_LANGUAGES.exec(message) ?? []
  if (!mn || !en) return null
  return { http: [NOT_ALLOWED, INVALID_DATA, NOT_FOUND].includes(type) ? 400 : 503, code: null, message, mn, en }
}
