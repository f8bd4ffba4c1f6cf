import type { InvoiceDetail } from "../../contract"
import { invoiceNamedIn } from "../../find-invoice"
import { staffRoute } from "../../staff-route"
import { detailOf } from "../../view"

export const GET = staffRoute(async (req): Promise<InvoiceDetail> => detailOf(req.scope, await invoiceNamedIn(req)))
