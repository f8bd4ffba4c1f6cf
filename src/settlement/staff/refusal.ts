import type { AttentionLine } from "../../modules/qpay/ledger"
import { formatTugrik, type Tugrik } from "../../qpay/money"

/** Staff asked for something that does not fit the facts. Nothing was changed; the text says what to do next. */
export class StaffRefusal extends Error {
  constructor(
    /** Stable, for the page. */
    readonly code: string,
    mn: string,
    en: string
  ) {
    super(`${mn} / ${en}`)
  }
}

export const unknownLine = () =>
  new StaffRefusal("not_found", "Ийм мөр жагсаалтад алга.", "There is no such line on the list.")

export const unknownInvoice = () => new StaffRefusal("not_found", "Ийм нэхэмжлэх алга.", "There is no such invoice.")

export const busy = () =>
  new StaffRefusal(
    "busy",
    "Энэ төлбөрийг яг одоо боловсруулж байна. Хэдэн секундын дараа дахин оролдоно уу.",
    "This payment is being worked on at this moment. Try again in a few seconds."
  )

export const alreadyResolved = ({ resolution, resolved_at }: AttentionLine) =>
  new StaffRefusal(
    "already_resolved",
    "Үүнийг аль хэдийн шийдсэн байна. Жагсаалтаа шинэчилнэ үү.",
    `This was resolved already (${resolution}, ${resolved_at?.toISOString().slice(0, 16)}Z). Reload the list.`
  )

export const otherAmount = (asked: Tugrik, actual: Tugrik) =>
  new StaffRefusal(
    "other_amount",
    `Таны бичсэн дүн ${formatTugrik(asked)}, одоогийн дүн ${formatTugrik(actual)}. Дахин шалгана уу.`,
    `You typed ${formatTugrik(asked)}, the line is about ${formatTugrik(actual)} now. Check it and try again.`
  )

export const doesNotFit = () =>
  new StaffRefusal(
    "does_not_fit",
    "Байдал өөрчлөгдсөн тул үүнийг хийх боломжгүй болсон. Жагсаалтаа шинэчилнэ үү.",
    "The facts have changed, so this can no longer be done. Reload the list."
  )

export const notPlaced = (cause: string | null) =>
  new StaffRefusal(
    "not_placed",
    `Захиалга үүссэнгүй. Шалтгааныг арилгаад дахин оролдоно уу: ${cause ?? "тодорхойгүй"}`,
    `The order could not be placed. Remove the cause and try again, or send the money back: ${cause ?? "no cause given"}`
  )

export const cartGone = () =>
  new StaffRefusal(
    "cart_gone",
    "Сагс нь хаагдсан тул захиалга үүсгэх боломжгүй. Мөнгийг буцаана уу.",
    "Its cart is closed, so no order can come of it. Send the money back."
  )

export const notEnoughLeft = (left: Tugrik) =>
  new StaffRefusal(
    "more_than_left",
    `Энэ төлбөрөөс буцаах боломжтой дүн: ${formatTugrik(left)}.`,
    `Of this payment ${formatTugrik(left)} can still be refunded.`
  )

export const wholeOnly = (amount: Tugrik) =>
  new StaffRefusal(
    "whole_only",
    `Өөр валютын захиалгыг зөвхөн бүтнээр нь буцаана: ${formatTugrik(amount)}.`,
    `An order in another currency can be recorded as refunded in full only: ${formatTugrik(amount)}.`
  )

export const notBooked = (cause: string) =>
  new StaffRefusal(
    "not_booked",
    `Medusa буцаалтыг бүртгэсэнгүй. Мөр жагсаалтад үлдлээ: ${cause}`,
    `Medusa did not book the refund. The line stays on the list: ${cause}`
  )

export const orderOpen = () =>
  new StaffRefusal(
    "order_open",
    "Захиалгад дуусаагүй засвар, буцаалт байна. Түүнийг дуусгаад дахин оролдоно уу.",
    "The order has an edit or return that is not finished. Finish it and try again."
  )

export const underWay = () =>
  new StaffRefusal(
    "under_way",
    "Энэ төлбөрийн өөр нэг буцаалт бүртгэгдэж байна. Нэг минутын дараа дахин оролдоно уу.",
    "Another refund of this payment is being booked. Try again in a minute."
  )

export const cardRefused = (amount: Tugrik) =>
  new StaffRefusal(
    "card_refused",
    `QPay энэ төлбөрийг буцаах боломжгүй гэлээ. ${formatTugrik(amount)}-ийг банкаар буцаагаад бүртгэнэ үү.`,
    `QPay says that it cannot return this payment. Send ${formatTugrik(amount)} by bank and record it.`
  )

export const cardUnconfirmed = () =>
  new StaffRefusal(
    "card_unconfirmed",
    "QPay буцаалтыг баталгаажуулсангүй. Хэдэн минутын дараа дахин оролдоно уу: давхар буцаахгүй.",
    "QPay did not confirm the refund. Try again in a few minutes: a refund already made is not repeated."
  )

export const wentBack = () =>
  new StaffRefusal(
    "went_back",
    "Энэ картын төлбөрийг QPay аль хэдийн буцаасан байна. Банкаар бүү буцаагаарай. Жагсаалтаа шинэчилнэ үү.",
    "QPay has returned this card payment already. Do not send it by bank as well. Reload the list."
  )

export const qpayAway = () =>
  new StaffRefusal(
    "qpay_away",
    "Картын төлбөр буцсан эсэхийг QPay-ээс асууж чадсангүй. Хэдэн минутын дараа дахин оролдоно уу.",
    "QPay could not be asked whether this card payment went back. Try again in a few minutes."
  )
