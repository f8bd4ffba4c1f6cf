import type { CreateNotificationDTO } from "@medusajs/framework/types"
import { referenceOf } from "../../modules/qpay/reference"
import type { AttentionReason } from "../../modules/qpay/states"
import { formatTugrik, type Tugrik } from "../../qpay/money"

/** What an event of the plugin says about a line that staff should look at. */
export interface AnnouncedLine {
  id: string
  attention_id: string
  reason: AttentionReason
  /** Whole tugrik. */
  amount_at_stake: Tugrik
  payment_session_id: string
  order_id: string | null
}

/** As the list itself titles them. */
const TITLES: Record<AttentionReason, [mn: string, en: string]> = {
  underpaid: ["Дутуу төлсөн", "Paid too little"],
  late: ["Хожуу төлсөн", "Paid late"],
  amount_changed: ["Сагсны дүн өөрчлөгдсөн", "The cart has changed"],
  currency: ["Валют зөрсөн", "Wrong currency"],
  order_canceled: ["Цуцалсан захиалгад төлсөн", "Paid for a cancelled order"],
  duplicate: ["Давхар төлсөн", "Paid twice"],
  overpaid: ["Илүү төлсөн", "Paid too much"],
  paid_without_order: ["Төлсөн, захиалга үүсээгүй", "Paid, order not placed"],
  unreadable: ["QPay-ийн хариу ойлгомжгүй", "QPay's answer cannot be read"],
  refund_owed: ["Буцаах мөнгө байна", "Refund to be sent"],
}
/** Of a placed order it is not the cart that costs something else. */
const ORDER_DIFFERS: [mn: string, en: string] = ["Захиалга, төлбөр зөрсөн", "Order and payment differ"]

/**
 * For the bell of Medusa admin. It has one text for all who read it, so it holds both languages; nothing in it is
 * about the shopper. The event's id makes sure that one line is told once.
 */
export function noticeOf(line: AnnouncedLine): CreateNotificationDTO {
  const [mn, en] = line.reason === "amount_changed" && line.order_id ? ORDER_DIFFERS : TITLES[line.reason]
  const reference = referenceOf(line.payment_session_id)
  return {
    to: "",
    channel: "feed",
    template: "admin-ui",
    trigger_type: "qpay.attention",
    resource_id: line.attention_id,
    resource_type: "qpay_attention",
    idempotency_key: `qpay:${line.id}`,
    data: {
      title: `QPay: ${mn} / ${en}`,
      description: `${formatTugrik(line.amount_at_stake)} · ${reference} · QPay → Анхаарах шаардлагатай / Needs attention`,
    },
  }
}
