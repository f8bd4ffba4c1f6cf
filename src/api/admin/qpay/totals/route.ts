import { ledgerOf } from "../../../../settlement/sale"
import type { Totals } from "../contract"
import { parse, SPAN, spanOf } from "../input"
import { staffRoute } from "../staff-route"

export const GET = staffRoute(async (req): Promise<Totals> =>
  ledgerOf(req.scope).registry.totals(spanOf(parse(SPAN, req.query)))
)
