import { ledgerOf } from "../../../../../../settlement/sale"
import { settle } from "../../../../../../settlement/settle"
import type { CheckAnswer } from "../../../contract"
import { invoiceNamedIn } from "../../../find-invoice"
import { actorOf } from "../../../input"
import { staffRoute } from "../../../staff-route"
import { detailOf } from "../../../view"

/** Staff want to know now: QPay is asked past the throttle, at most once a second. */
export const POST = staffRoute(async (req): Promise<CheckAnswer> => {
  const row = await invoiceNamedIn(req)
  const { outcome, asked } = await settle(req.scope, row, { actor: actorOf(req), force: true })
  return { asked, outcome, payment: await detailOf(req.scope, (await ledgerOf(req.scope).byId(row.id)) ?? row) }
})
