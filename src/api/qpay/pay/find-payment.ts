import type { MedusaRequest } from "@medusajs/framework/http"
import { isId } from "../../../settlement/callback"
import { ledgerOf } from "../../../settlement/sale"
import { publicStatus, type PublicStatus } from "../../../settlement/status"
import type { InvoiceRow } from "../../../modules/qpay/ledger"

/** What a page's link leads to; null for a link that nobody was given. */
export async function findPayment(req: MedusaRequest): Promise<InvoiceRow | null> {
  const { token } = req.params
  return isId(token) ? ledgerOf(req.scope).byPayToken(token) : null
}

/** The status as the page may use it: it calls no host but its own, so the banks' logos come from here. */
export function pageStatus(row: InvoiceRow, now: Date = new Date()): PublicStatus {
  const status = publicStatus(row, now)
  const { payment } = status
  if (!payment) return status
  const links = payment.links.map((link) => ({ ...link, logo: link.logo && `${pathOf(row)}/logos/${link.key}` }))
  return { ...status, payment: { ...payment, links } }
}

export function pathOf(row: InvoiceRow): string {
  return `/qpay/pay/${row.pay_token}`
}
