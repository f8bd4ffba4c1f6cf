/** One way to pay on a phone: a bank's or wallet's app. */
export interface BankLink {
  /** Stable name of the app, e.g. "khan". */
  key: string
  name_mn: string
  name_en: string
  /** Address of a picture, or null. */
  logo: string | null
  /** Opens the app. */
  link: string
}

/** What a shopper needs to pay. */
export interface PaymentDetails {
  /** The QR's text. */
  qr_text: string
  /** Opens the payment in a browser or bank app. */
  short_url: string | null
  links: BankLink[]
}

/** A payment only moves to an equal or higher rank. From `attention` on, QPay has confirmed money. */
export const RANK = { pending: 0, expired: 1, canceled: 1, attention: 2, paid: 2, order_placed: 3, refunded: 4 }

/** Where a payment stands, as the server tells it. */
export interface PaymentStatus {
  /** The payment session's id. */
  id: string
  status: keyof typeof RANK
  /** Whole tugrik. */
  amount: number
  /** E.g. ₮12,000. */
  amount_text: string
  /** Whole tugrik that QPay has confirmed. */
  paid_amount: number
  /** Whole tugrik that went back, through QPay or by bank. */
  refunded_amount: number
  currency_code: "mnt"
  order_id: string | null
  /** ISO time after which the QR is dead; null when it does not expire. */
  expires_at: string | null
  /** ISO time of the answer. Countdowns run by it. */
  server_time: string
  /** Short text for the shopper to tell the shop. */
  reference: string
  /** The hosted page of this payment. */
  pay_url?: string | null
  /** Only while pending, and not in every answer. */
  payment?: PaymentDetails | null
}

/** What came of "I have paid": QPay was asked, need not be asked again so soon, or cannot be reached. */
export type CheckResult = "asked" | "not_needed" | "unavailable"

export interface Answer {
  payment_session: PaymentStatus
  check?: CheckResult
}

/** Why the server did not go on. Trouble that passes is told only while `offline`, where the server itself told it. */
export interface CheckoutError {
  /** HTTP status of the answer. */
  http: number
  code: string | null
  message: string
  /** For the shopper; null when the message is not one of the plugin's own. */
  mn: string | null
  en: string | null
}

/** The plugin's own sentences are "mongolian / english"; anybody else's are not for the shopper. */
export const BOTH_LANGUAGES = /^(.*[а-я].*?) \/ (.+)$/s

/** Is this a status that we know how to show? A proxy's page or a half answer is not. */
export function isPaymentStatus(value: unknown): value is PaymentStatus {
  const { id, status } = (value ?? {}) as Partial<PaymentStatus>
  return typeof id === "string" && status !== undefined && RANK[status] >= 0
}
