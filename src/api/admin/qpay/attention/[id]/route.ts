import { z } from "zod"
import type { InvoiceRow } from "../../../../../modules/qpay/ledger"
import { ledgerOf } from "../../../../../settlement/sale"
import { resolveAttention } from "../../../../../settlement/staff/resolve"
import type { Attention, AttentionAnswer } from "../../contract"
import { actorOf, AMOUNT, NOTE, parse, REFERENCE } from "../../input"
import { staffRoute } from "../../staff-route"
import { attentionOf } from "../../view"

const note = NOTE.optional()
const BODY = z.discriminatedUnion(
  "action",
  [
    z.strictObject({ action: z.literal("place_order"), note }),
    z.strictObject({ action: z.literal("accept_amount"), amount: AMOUNT, note }),
    z.strictObject({ action: z.literal("refund_card"), amount: AMOUNT, note }),
    z.strictObject({ action: z.literal("record_refund"), amount: AMOUNT, reference: REFERENCE, note }),
    z.strictObject({ action: z.literal("ignore"), note: NOTE.min(1, "is empty: say why") }),
  ],
  "is none of place_order, accept_amount, refund_card, record_refund, ignore"
)

/** What staff decided about a line. Repeating it does nothing; what no longer fits is refused. */
export const POST = staffRoute(async (req): Promise<AttentionAnswer> => {
  const request = parse(BODY, req.body)
  const { done, line } = await resolveAttention(req.scope, req.params.id ?? "", request, actorOf(req))
  const invoice = (await ledgerOf(req.scope).byId(line.qpay_invoice_id)) as InvoiceRow
  const [attention] = await attentionOf(req.scope, [{ line, invoice }])
  return { done, attention: attention as Attention }
})
