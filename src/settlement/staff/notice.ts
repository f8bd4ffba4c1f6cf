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

const TITLES: Record<AttentionReason, [mn: string, en: string]> = {
  underpaid: ["Дутуу төлсөн", "Paid less"],
  late: ["Хожуу төлсөн", "Paid late"],
  amount_changed: ["Сагсны дүн өөрчлөгдсөн", "The sum has changed"],
  currency: ["Өөр валют", "Another currency"],
  order_canceled: ["Цуцалсан захиалгын төлбөр", "Paid for a cancelled order"],
  duplicate: ["Давхар төлсөн", "Paid twice"],
  overpaid: ["Илүү төлсөн", "Paid more"],
  paid_without_order: ["Төлсөн, захиалга үүсээгүй", "Paid, order not placed"],
  unreadable: ["QPay-ийн хариу уншигдсангүй", "QPay's answer cannot be read"],
  refund_owed: ["Буцаан олголт хийх шаардлагатай", "Refund owed"],
}

/**
 * For the bell of Medusa admin. It has one text for all who read it, so it holds both languages; nothing in it is
 * about the shopper. The event's id makes sure that one line is told once.
 */
export function noticeOf(line: AnnouncedLine): CreateNotificationDTO {
  const [mn, en] = TITLES[line.reason]
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
