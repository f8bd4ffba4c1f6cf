import type { Logger } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../../modules/qpay/ledger"
import { UNREADABLE } from "../../modules/qpay/states"
import { heldText } from "../../settlement/texts"
import type { Verdict } from "../../settlement/verdict"
import {
  formatTugrik,
  hasQPayCode,
  isAuthenticationError,
  isQPayError,
  MoneyError,
  QPAY_CLIENT_CODES,
  type Tugrik,
} from "../../qpay"

/**
 * Every sentence the provider lets out. Medusa carries one text per error, so each has Mongolian first and
 * English second. Types are chosen by what Medusa does with them: see the comments.
 */
const both = (mn: string, en: string) => `${mn} / ${en}`
const { Types } = MedusaError

// -- For the shopper. PAYMENT_REQUIRES_MORE makes `POST /store/carts/:id/complete` answer 200 with `type: "cart"`.

export function notPaidYet(): MedusaError {
  return new MedusaError(
    Types.PAYMENT_REQUIRES_MORE_ERROR,
    both(
      "Төлбөр хараахан орж ирээгүй байна. Төлсөн бол хэдэн секундын дараа дахин шалгана уу.",
      "The payment has not arrived yet. If you have paid, try again in a few seconds."
    )
  )
}

export function paidButHeld(paymentSessionId: string): MedusaError {
  return new MedusaError(Types.PAYMENT_REQUIRES_MORE_ERROR, heldText(paymentSessionId))
}

export function paidLess(paid: Tugrik, amount: Tugrik): MedusaError {
  return new MedusaError(
    Types.PAYMENT_REQUIRES_MORE_ERROR,
    both(
      `Дутуу төлсөн байна: ${formatTugrik(amount)}-өөс ${formatTugrik(paid)} орж ирсэн. Дэлгүүртэй холбогдоно уу.`,
      `Only ${formatTugrik(paid)} of ${formatTugrik(amount)} has arrived. Please contact the shop.`
    )
  )
}

/** Why a payment is not authorized: it is not there, not enough, or held. */
export function refusal(row: InvoiceRow, decided: Exclude<Verdict, { kind: "paid" }>): MedusaError {
  if (decided.kind !== "hold") return notPaidYet()
  if (decided.reason === "underpaid") return paidLess(decided.amount, row.amount)
  return paidButHeld(row.payment_session_id)
}

// -- For the storefront's developer and the operator.

export function pluginMissing(): MedusaError {
  return new MedusaError(
    Types.INVALID_DATA,
    both(
      "Дэлгүүрийн QPay тохиргоо дутуу байна. Дэлгүүртэй холбогдоно уу.",
      'The plugin is not loaded, so no callback would be heard: add { resolve: "medusa-payment-qpay", options: {} } to plugins in medusa-config'
    )
  )
}

export function amountRefused(problem: string): MedusaError {
  return new MedusaError(
    Types.INVALID_DATA,
    both("Энэ дүнгээр QPay нэхэмжлэх үүсгэх боломжгүй.", `amount: ${problem}. QPay takes whole tugrik above ₮0.`)
  )
}

export function currencyRefused(code: string): MedusaError {
  return new MedusaError(
    Types.INVALID_DATA,
    both(
      "QPay зөвхөн төгрөгөөр төлбөр авна.",
      `currency_code: QPay takes MNT only, not "${code}". Use an MNT region, or give the provider an exchange rate: exchangeRates: { ${code}: … }`
    )
  )
}

export function sessionUnknown(): MedusaError {
  return new MedusaError(
    Types.NOT_FOUND,
    both(
      "Төлбөрийн мэдээлэл олдсонгүй. Дахин эхлүүлнэ үү.",
      "No QPay invoice belongs to this payment session. Create a new payment session."
    )
  )
}

/** Blocks a cart change: NOT_ALLOWED keeps the session, and settlement turns the money into an order. */
export function alreadyPaid(): MedusaError {
  return new MedusaError(
    Types.NOT_ALLOWED,
    both(
      "Энэ нэхэмжлэх төлөгдсөн тул өөрчлөх, цуцлах боломжгүй. Захиалга үүсэж байна.",
      "This invoice is already paid, so it cannot be changed or cancelled. The order is being placed."
    )
  )
}

// -- For staff: Medusa admin shows the text of NOT_ALLOWED and INVALID_DATA as it is.

export function refundByBank(amount: Tugrik, why: "transfer" | "partial" | "several"): MedusaError {
  const because = {
    transfer: ["Дансны шилжүүлгийг QPay буцаадаггүй", "QPay cannot return a bank transfer"],
    partial: ["QPay хэсэгчлэн буцаадаггүй", "QPay returns a payment in full only"],
    several: ["Хэд хэдэн төлбөртэй нэхэмжлэхийг QPay-ээр нэг дор буцаах боломжгүй", "The invoice has several payments"],
  }[why]
  return new MedusaError(
    Types.NOT_ALLOWED,
    both(
      `${because[0]}. ${formatTugrik(amount)}-ийг банкаар буцаана уу: анхаарах жагсаалтад нэмлээ. Юу ч буцаагдаж, бүртгэгдээгүй.`,
      `${because[1]}. Send ${formatTugrik(amount)} back by bank: it is now on the needs-attention list. Nothing was refunded or booked.`
    )
  )
}

export function alreadyRefunded(): MedusaError {
  return new MedusaError(
    Types.NOT_ALLOWED,
    both("Энэ төлбөрийг QPay аль хэдийн бүтэн буцаасан.", "QPay has already returned this payment in full.")
  )
}

export function nothingToRefund(): MedusaError {
  return new MedusaError(
    Types.NOT_ALLOWED,
    both(
      "Энэ нэхэмжлэхээр QPay-д төлбөр бүртгэгдээгүй байна. Юу ч буцаагаагүй.",
      "QPay has no payment on this invoice. Nothing was refunded or booked."
    )
  )
}

export function refundUnconfirmed(): MedusaError {
  return new MedusaError(
    Types.NOT_ALLOWED,
    both(
      "QPay буцаалтыг баталгаажуулсангүй. Хэдэн минутын дараа дахин оролдоно уу: аль хэдийн буцаасан бол давхар буцаахгүй.",
      "QPay did not confirm the refund. Nothing was booked. Try again in a few minutes: a refund already made is not repeated."
    )
  )
}

/**
 * Whatever went wrong, as the one kind of error that may leave the provider. The caller hears that it is not their
 * fault; the log hears the cause, which the QPay client has already cleaned of secrets.
 * @param forGood type of what no repeat helps: as NOT_ALLOWED it is a 4xx, at which a page stops trying by itself
 */
export function toMedusaError(
  error: unknown,
  doing: string,
  logger: Logger,
  forGood: string = Types.UNEXPECTED_STATE
): MedusaError {
  if (MedusaError.isMedusaError(error)) return error as MedusaError
  const unreadable = error instanceof MoneyError || hasQPayCode(error, QPAY_CLIENT_CODES.BAD_ANSWER)
  if (!isQPayError(error) && !unreadable) {
    logger.error(
      `[qpay] ${doing} failed in the store itself: ${error instanceof Error ? error.message : String(error)}`
    )
    return new MedusaError(
      Types.UNEXPECTED_STATE,
      both(
        "Түр саатал гарлаа. Дахин оролдоно уу.",
        "Something failed in the store. Nothing was lost; please try again."
      )
    )
  }
  const what = isQPayError(error) ? `${error.code} (HTTP ${error.status ?? "none"}): ` : ""
  logger.error(`[qpay] ${doing} failed: ${what}${(error as Error).message}`)
  if (isRefusedForGood(error)) {
    return new MedusaError(
      forGood,
      both(
        "Дэлгүүрийн QPay тохиргоо буруу байна. Дэлгүүртэй холбогдоно уу.",
        "The shop's QPay settings are not accepted. Please tell the shop; its log has the reason."
      )
    )
  }
  return new MedusaError(
    Types.UNEXPECTED_STATE,
    both(
      "QPay одоогоор хариу өгөхгүй байна. Түр хүлээгээд дахин оролдоно уу.",
      "QPay is not answering right now. Nothing was lost; please try again in a moment."
    ),
    unreadable ? UNREADABLE : undefined
  )
}

/** Wrong credentials, or fields QPay will not take: no repeat helps, an operator must. */
function isRefusedForGood(error: unknown): boolean {
  return isAuthenticationError(error) || hasQPayCode(error, QPAY_CLIENT_CODES.FIELDS, "PERMISSION_DENIED")
}
