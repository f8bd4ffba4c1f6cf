import type { MedusaContainer } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import { receiveCallback, receiveHint } from "../../../settlement/callback"
import type { Settlement } from "../../../settlement/settle"
import { countCallback } from "../../../telemetry"

const id = z.string().min(1).max(100)
const NOTICE = z.object({
  session: id.optional(),
  token: id.optional(),
  invoice_id: id.optional(),
  invoiceId: id.optional(),
  object_id: id.optional(),
  sender_invoice_no: id.optional(),
  qpay_payment_id: id.optional(),
})

export interface NoticeAnswer {
  ok: boolean
  /** The notice led to, or found, an order. */
  processed: boolean
  reason: string | null
  /** Told only to callers who know the invoice's secret. */
  session_id: string | null
  order_id: string | null
}

const nothing = (reason: string, ok = true): NoticeAnswer => ({
  ok,
  processed: false,
  reason,
  session_id: null,
  order_id: null,
})

/**
 * Settles on a POSTed notice. With the invoice's secret (in the query or the body) it is as good as QPay's own
 * callback; without, it is a hint: the throttle applies and no id is given away.
 */
export async function receiveNotice(
  container: MedusaContainer,
  request: { query: unknown; body: unknown }
): Promise<{ status: number; body: NoticeAnswer & { message?: string } }> {
  const parsed = NOTICE.safeParse({ ...(request.body as object), ...(request.query as object) })
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")
    const message = `${fields}: must be text of 1 to 100 characters`
    return { status: 400, body: { ...nothing("INVALID_FIELD", false), message } }
  }
  const notice = parsed.data
  const invoiceId = notice.invoice_id ?? notice.invoiceId ?? notice.object_id
  if (!invoiceId && !notice.sender_invoice_no && !notice.session && !notice.qpay_payment_id) {
    const message = "name the invoice by invoice_id, sender_invoice_no, or session and token"
    return { status: 400, body: { ...nothing("INVOICE_MISSING", false), message } }
  }

  const trusted = notice.token
    ? await countCallback(
        receiveCallback(container, {
          session: notice.session ?? notice.sender_invoice_no,
          token: notice.token,
          paymentId: notice.qpay_payment_id,
        })
      )
    : null
  // A wrong secret is answered like an unknown invoice, and no hint.
  const hint = { invoiceId, senderInvoiceNo: notice.sender_invoice_no ?? notice.session }
  const settlement = notice.token ? trusted : await receiveHint(container, hint)
  if (!settlement) return { status: 200, body: nothing("SESSION_MISSING") }
  return answer(settlement, trusted !== null)
}

function answer(settlement: Settlement, trusted: boolean): { status: number; body: NoticeAnswer } {
  const { outcome, row, first } = settlement
  const again = outcome === "unreachable" || outcome === "busy"
  return {
    status: again ? 503 : 200,
    body: {
      ok: !again,
      processed: outcome === "settled" && first,
      reason: reasonOf(settlement),
      session_id: trusted ? row.payment_session_id : null,
      order_id: trusted ? row.order_id : null,
    },
  }
}

function reasonOf({ outcome, row, first, asked }: Settlement): string | null {
  switch (outcome) {
    case "settled":
      return first ? null : "DUPLICATE"
    case "unpaid":
      return asked ? "NOT_PAID" : "THROTTLED"
    case "held":
      return row.reason === "underpaid" || row.reason === "amount_changed"
        ? "AMOUNT_MISMATCH"
        : (row.reason ?? "held").toUpperCase()
    case "paid":
      return "IN_PROGRESS"
    case "refunded":
      return "REFUNDED"
    default:
      return "TRY_AGAIN"
  }
}
