import type { MedusaContainer } from "@medusajs/framework/types"
import { QPAY_MODULE } from "../modules/qpay"
import { tokenMatches } from "../modules/qpay/callback-token"
import type QPayModuleService from "../modules/qpay/service"
import { settle, type Settlement } from "./settle"

/** What could be an id of Medusa's or QPay's. Anything else names nothing, and need not trouble the database. */
export function isId(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{1,100}$/.test(text)
}

/**
 * QPay's knock. Nothing in it is believed: the session and its secret only find the invoice to ask QPay about.
 * @returns null when no invoice has this session and secret: there is nothing to do, and nothing to tell
 */
export async function receiveCallback(
  container: MedusaContainer,
  callback: { session?: string; token?: string; paymentId?: string }
): Promise<Settlement | null> {
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  const rows = isId(callback.session) ? await ledger.allOfSession(callback.session) : []
  const row = rows.find((candidate) => tokenMatches(candidate, callback.token)) ?? null
  if (!row) {
    if (rows.length === 0) tokenMatches(null, callback.token)
    return null
  }
  return settle(container, row, { actor: "callback", token: callback.token, paymentId: callback.paymentId })
}

/**
 * A knock that names an invoice but brings no secret: a hint, answered through the throttle.
 * @returns null when no invoice has any of these names
 */
export async function receiveHint(
  container: MedusaContainer,
  hint: { invoiceId?: string; senderInvoiceNo?: string }
): Promise<Settlement | null> {
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  const row =
    (isId(hint.invoiceId) && (await ledger.byInvoiceId(hint.invoiceId))) ||
    (isId(hint.senderInvoiceNo) && (await ledger.bySenderInvoiceNo(hint.senderInvoiceNo))) ||
    null
  return row && settle(container, row, { actor: "hint" })
}
