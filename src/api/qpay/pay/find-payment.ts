import type { MedusaRequest } from "@medusajs/framework/http"
import { isId } from "../../../settlement/callback"
import { ledgerOf } from "../../../settlement/sale"
import { publicStatus, type PublicStatus } from "../../../settlement/status"
import type { InvoiceRow, ShownInvoice } from "../../../modules/qpay/ledger"

/** What a page's link leads to; null for a link that nobody was given. */
export async function findPayment(req: MedusaRequest): Promise<ShownInvoice | null> {
  const { token } = req.params
  const ledger = ledgerOf(req.scope)
  const row = isId(token) ? await ledger.byPayToken(token) : null
  return row && ledger.asShown(row)
}

/**
 * The status as the page may use it. Its link is sent around, and Medusa shows an order with its address to whoever
 * knows the order's id: neither that nor the session's, which leads to it, is told. The page calls no host but its own,
 * so the banks' logos come from here.
 */
export function pageStatus(row: ShownInvoice, now: Date = new Date()): PublicStatus {
  const status = { ...publicStatus(row, now), id: row.id, order_id: null }
  const { payment } = status
  if (!payment) return status
  const links = payment.links.map((link) => ({ ...link, logo: link.logo && `${pathOf(row)}/logos/${link.key}` }))
  return { ...status, payment: { ...payment, links } }
}

/** The page's path as shoppers have it: a proxy may serve Medusa under a path of its own. */
export function pathOf(row: InvoiceRow): string {
  const address = row.public_data?.pay_url
  return typeof address === "string" && URL.canParse(address) ? new URL(address).pathname : `/qpay/pay/${row.pay_token}`
}

/** Where the page's script is, by the same path. */
export function assetPath(row: InvoiceRow, file: string): string {
  return pathOf(row).replace(/pay\/[^/]*$/, `assets/${file}`)
}
