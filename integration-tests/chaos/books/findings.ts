import type { Tugrik } from "../../../src/qpay"

/** Something that must never happen, with all that is needed to look it up. */
export interface Finding {
  kind:
    | "lost"
    | "doubled"
    | "order_without_money"
    | "order_half_made"
    | "order_not_refunded"
    | "order_refund_not_made"
    | "announced_wrongly"
  what: string
  amount: Tugrik
  invoice_id?: string | undefined
  cart_id?: string | null | undefined
  order_id?: string | undefined
}
