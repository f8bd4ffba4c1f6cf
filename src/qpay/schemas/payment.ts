import { z } from "zod"
import { amount, listOf, optionalAmount, optionalText, page, text } from "./common"

/** Every payment status QPay documents. An unknown one still parses: it must confirm nothing and fail nothing. */
export const PAYMENT_STATUSES = ["NEW", "FAILED", "PAID", "PARTIAL", "REFUNDED"] as const

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

const flag = z.union([z.boolean(), z.string()]).nullish()

const p2pTransaction = z.object({
  id: optionalText,
  transaction_bank_code: optionalText,
  account_bank_code: optionalText,
  account_bank_name: optionalText,
  account_number: optionalText,
  status: optionalText,
  /** Net of the fee. */
  amount: optionalAmount,
  currency: optionalText,
  settlement_status: optionalText,
})

const cardTransaction = z.object({
  card_type: optionalText,
  is_cross_border: flag,
  amount: optionalAmount,
  currency: optionalText,
  date: optionalText,
  status: optionalText,
  settlement_status: optionalText,
  settlement_status_date: optionalText,
})

/** The same facts under other names, in GET /v2/payment/{id} only. */
const cardTransactionDetail = z.object({
  card_merchant_code: optionalText,
  card_terminal_code: optionalText,
  card_number: optionalText,
  card_type: optionalText,
  is_cross_border: flag,
  transaction_amount: optionalAmount,
  transaction_currency: optionalText,
  transaction_date: optionalText,
  transaction_status: optionalText,
  settlement_status: optionalText,
  settlement_status_date: optionalText,
})

/** What every description of a payment has, whichever endpoint it came from. */
const payment = {
  /** 15 digits for a bank transfer, a UUID for a card. */
  payment_id: z.string().min(1),
  payment_status: z.string().min(1),
  /** Gross, in tugrik, mostly a string: "100.00". */
  payment_amount: amount,
  payment_currency: optionalText,
  payment_wallet: optionalText,
  next_payment_date: optionalText,
  next_payment_datetime: optionalText,
}

/** A row of payment/check and of an invoice's `payments`. */
export const paymentRow = z.object({
  ...payment,
  trx_fee: optionalAmount,
  /** P2P or CARD. */
  payment_type: optionalText,
  card_transactions: listOf(cardTransaction),
  p2p_transactions: listOf(p2pTransaction),
})

/** The answer of POST /v2/payment/check. `paid_amount` is absent while nothing was paid: sum the PAID rows instead. */
export const paymentCheck = z.object({
  count: z.number().int().nonnegative(),
  paid_amount: optionalAmount,
  rows: z.array(paymentRow),
})

/** The answer of GET /v2/payment/{id}. `object_id` is the invoice's id: the way back from a callback. */
export const paymentDetail = z.object({
  ...payment,
  payment_fee: optionalAmount,
  /** ISO, UTC. */
  payment_date: optionalText,
  object_type: optionalText,
  object_id: optionalText,
  /** P2P or CARD. */
  transaction_type: optionalText,
  card_transactions: listOf(cardTransactionDetail),
  p2p_transactions: listOf(p2pTransaction),
})

/** The answer of POST /v2/payment/list: one page. */
export const paymentList = z.object({
  count: z.number().int().nonnegative(),
  rows: z.array(
    z.object({
      ...payment,
      payment_date: optionalText,
      payment_fee: optionalAmount,
      payment_name: optionalText,
      payment_description: optionalText,
      qr_code: optionalText,
      /** P2P or CARD. */
      paid_by: optionalText,
      object_type: optionalText,
      object_id: optionalText,
    })
  ),
})

const dateTime = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'must read "YYYY-MM-DD HH:MM:SS"')

/** The body of POST /v2/payment/list. */
export const listPaymentsRequest = z.strictObject({
  object_type: z.enum(["MERCHANT", "INVOICE", "QR"]),
  /** For INVOICE the invoice CODE (not an id); for MERCHANT the merchant's UUID. */
  object_id: text(100),
  start_date: dateTime.optional(),
  end_date: dateTime.optional(),
  offset: page.default({ page_number: 1, page_limit: 100 }),
  merchant_branch_code: text(45).optional(),
  merchant_terminal_code: text(45).optional(),
  merchant_staff_code: text(100).optional(),
})

/** The body of the two DELETEs of a payment, and of an e-barimt's. */
export const noteRequest = z.strictObject({ note: text(255).optional() })

export type PaymentRow = z.infer<typeof paymentRow>
export type PaymentCheck = z.infer<typeof paymentCheck>
export type PaymentDetail = z.infer<typeof paymentDetail>
export type PaymentList = z.infer<typeof paymentList>
export type ListPaymentsInput = z.input<typeof listPaymentsRequest>
export type NoteInput = z.input<typeof noteRequest>
