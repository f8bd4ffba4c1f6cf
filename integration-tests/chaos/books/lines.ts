import type { Tugrik } from "../../../src/qpay"
import type { AttentionLine } from "./types"

/**
 * A line names money while it is open, and when a person has closed it: the money was dealt with outside. A line that
 * settlement closed names nothing any more: the money must then be found somewhere else.
 */
export function names(line: AttentionLine): boolean {
  return line.open || (line.resolved_by ?? "").startsWith("admin:")
}

/**
 * Lines about money that may be counted elsewhere: a refund owed is still in its order's sum until the order is
 * cancelled, `unreadable` says what was announced, and beside an order `amount_changed` says what the order costs more
 * or less than was paid. They cover what is missing, and nothing beyond it.
 */
export function isCover(line: AttentionLine, inOrders: Tugrik): boolean {
  return line.reason === "refund_owed" || line.reason === "unreadable" || (isAboutTotal(line) && inOrders > 0)
}

export function isAboutTotal(line: AttentionLine): boolean {
  return line.reason === "amount_changed"
}
