import { z } from "zod"
import { ledgerOf } from "../../../../settlement/sale"
import type { AttentionList } from "../contract"
import { PAGE, parse, REASON } from "../input"
import { staffRoute } from "../staff-route"
import { attentionOf } from "../view"

const QUERY = PAGE.extend({
  resolved: z.enum(["true", "false"], "is true or false").default("false"),
  reason: REASON.optional(),
})

export const GET = staffRoute(async (req): Promise<AttentionList> => {
  const { limit, cursor, resolved, reason } = parse(QUERY, req.query)
  const { registry } = ledgerOf(req.scope)
  const filter = { resolved: resolved === "true", reason }
  const [found, open] = await Promise.all([registry.lines(filter, limit + 1, cursor), registry.open()])
  const page = found.slice(0, limit)
  return {
    attention: await attentionOf(req.scope, page),
    next_cursor: found.length > limit ? (page.at(-1)?.line.id ?? null) : null,
    open_count: open.count,
    open_amount: open.amount,
  }
})
