import { referenceOf } from "../modules/qpay/reference"

/** What shoppers hear from settlement. Mongolian first, English second. */
const both = (mn: string, en: string) => `${mn} / ${en}`

/** Their money is safe but is no order yet. */
export function heldText(paymentSessionId: string): string {
  const reference = referenceOf(paymentSessionId)
  return both(
    `Таны төлбөрийг хүлээн авлаа. Дэлгүүр шалгаад захиалгыг тань баталгаажуулна. Лавлах дугаар: ${reference}`,
    `We have your payment. The shop will check and confirm your order. Reference: ${reference}`
  )
}

/** They want to change a cart whose payment was found at this moment, or a moment ago. */
export function beingPlacedText(): string {
  return both(
    "Таны төлбөрийг хүлээн авлаа. Захиалга үүсэж байгаа тул сагсыг өөрчлөх боломжгүй.",
    "We have your payment. Your order is being placed, so the cart can no longer be changed."
  )
}

export function placedText(): string {
  return both(
    "Таны төлбөрийг хүлээн авч, захиалга баталгаажсан тул сагсыг өөрчлөх боломжгүй.",
    "We have your payment and your order is placed, so the cart can no longer be changed."
  )
}

export function noCartText(): string {
  return both("Сагс олдсонгүй.", "There is no such cart.")
}

export function cartDoneText(): string {
  return both("Энэ сагсны захиалга хийгдсэн байна.", "This cart's order has been placed already.")
}

/** Staff and storefront developers meet this one: the provider is not among the region's. */
export function notEnabledText(): string {
  return both(
    "Энэ дэлгүүрт QPay идэвхгүй байна.",
    "QPay is not enabled in this cart's region (admin: Settings → Regions)."
  )
}

export function noDeliveryText(): string {
  return both("Эхлээд хүргэлтийн нөхцөлөө сонгоно уу.", "Please choose a delivery method first.")
}

/** An order that was edited asked for more, and does not any more. */
export function nothingDueText(): string {
  return both("Энэ төлбөрийг төлөх шаардлагагүй болсон байна.", "This payment is no longer needed.")
}

/** It asks for less than the payment that was prepared for it. */
export function dueChangedText(): string {
  return both(
    "Захиалгын үлдэгдэл төлбөр өөрчлөгдсөн байна. Дэлгүүртэй холбогдоно уу.",
    "What is left to pay for this order has changed. Please contact the shop."
  )
}

/** Somebody else, or they themselves in another tab, is having the same QR made. */
export function busyText(): string {
  return both(
    "Төлбөрийг бэлтгэж байна. Түр хүлээгээд дахин оролдоно уу.",
    "The payment is being prepared. Please try again in a moment."
  )
}
