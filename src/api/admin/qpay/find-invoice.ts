import type { MedusaRequest } from "@medusajs/framework/http"
import type { InvoiceRow } from "../../../modules/qpay/ledger"
import { ledgerOf } from "../../../settlement/sale"
import { unknownInvoice } from "../../../settlement/staff/refusal"

/** @throws StaffRefusal not_found */
export async function invoiceNamedIn(req: MedusaRequest): Promise<InvoiceRow> {
  const row = await ledgerOf(req.scope).byId(req.params.id ?? "")
  if (!row) throw unknownInvoice()
  return row
}
