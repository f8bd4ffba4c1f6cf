import { z } from "zod"
import { ledgerOf } from "../../../../../../settlement/sale"
import { recordRefund } from "../../../../../../settlement/staff/record-refund"
import type { InvoiceDetail } from "../../../contract"
import { invoiceNamedIn } from "../../../find-invoice"
import { actorOf, AMOUNT, NOTE, parse, REFERENCE } from "../../../input"
import { staffRoute } from "../../../staff-route"
import { detailOf } from "../../../view"

const BODY = z.strictObject({ amount: AMOUNT, reference: REFERENCE, note: NOTE.optional() })

/** Money of an order that staff sent back by bank: Medusa books it as its own refund. */
export const POST = staffRoute(async (req): Promise<InvoiceDetail> => {
  const row = await invoiceNamedIn(req)
  await recordRefund(req.scope, row, parse(BODY, req.body), actorOf(req))
  return detailOf(req.scope, (await ledgerOf(req.scope).byId(row.id)) ?? row)
})
