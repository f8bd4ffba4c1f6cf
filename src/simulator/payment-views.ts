import { decimalText, toCents } from "./money"
import type { Settings } from "./settings"
import type { Invoice, Payment } from "./state"

/** One payment has three descriptions at QPay, each with names of its own. All amounts are gross unless said. */
type Amounts = Pick<Settings, "amounts_as_numbers">

/** A row of POST /v2/payment/check and of an invoice's `payments`. */
export function checkRow(payment: Payment, settings: Amounts): object {
  return {
    payment_id: payment.id,
    payment_status: payment.status,
    payment_amount: amount(payment.amount, settings),
    trx_fee: amount(payment.fee, settings),
    payment_currency: "MNT",
    payment_wallet: payment.wallet,
    payment_type: payment.type,
    next_payment_date: null,
    next_payment_datetime: null,
    card_transactions:
      payment.type === "CARD"
        ? [
            {
              card_type: "VISA",
              is_cross_border: false,
              amount: amount(payment.amount, settings),
              currency: "MNT",
              date: payment.paidAt.toISOString(),
              status: transactionStatus(payment),
              settlement_status: "PENDING",
              settlement_status_date: payment.paidAt.toISOString(),
            },
          ]
        : [],
    p2p_transactions: transfers(payment, settings),
  }
}

/** GET /v2/payment/{id}. `object_id` is the invoice: the way back from a callback. */
export function paymentDetail(payment: Payment, settings: Amounts): object {
  return {
    payment_id: payment.id,
    payment_status: payment.status,
    payment_fee: amount(payment.fee, settings),
    payment_amount: amount(payment.amount, settings),
    payment_currency: "MNT",
    payment_date: payment.paidAt.toISOString(),
    payment_wallet: payment.walletId,
    object_type: "INVOICE",
    object_id: payment.invoiceId,
    next_payment_date: null,
    next_payment_datetime: null,
    transaction_type: payment.type,
    card_transactions:
      payment.type === "CARD"
        ? [
            {
              card_merchant_code: "100000000000001",
              card_terminal_code: "10000001",
              card_number: "430000******0001",
              card_type: "VISA",
              is_cross_border: false,
              transaction_amount: amount(payment.amount, settings),
              transaction_currency: "MNT",
              transaction_date: payment.paidAt.toISOString(),
              transaction_status: transactionStatus(payment),
              settlement_status: "PENDING",
              settlement_status_date: payment.paidAt.toISOString(),
            },
          ]
        : [],
    p2p_transactions: transfers(payment, settings),
  }
}

/** A row of POST /v2/payment/list. */
export function listRow(payment: Payment, invoice: Invoice, settings: Amounts): object {
  return {
    payment_id: payment.id,
    payment_date: payment.paidAt.toISOString(),
    payment_status: payment.status,
    payment_fee: amount(payment.fee, settings),
    payment_amount: amount(payment.amount, settings),
    payment_currency: "MNT",
    payment_wallet: payment.walletId,
    payment_name: payment.wallet,
    payment_description: invoice.description,
    qr_code: invoice.qrText,
    paid_by: payment.type,
    object_type: "INVOICE",
    object_id: invoice.id,
    next_payment_date: null,
    next_payment_datetime: null,
  }
}

/** The transfer's amount is net of the fee. */
function transfers(payment: Payment, settings: Amounts): object[] {
  if (payment.type !== "P2P") {
    return []
  }
  return [
    {
      id: payment.transactionId,
      transaction_bank_code: "050000",
      account_bank_code: "050000",
      account_bank_name: "Хаан банк",
      account_number: "50******01",
      status: transactionStatus(payment),
      amount: amount(toCents(payment.amount - payment.fee), settings),
      currency: "MNT",
      settlement_status: "SETTLED",
    },
  ]
}

function transactionStatus(payment: Payment): string {
  return payment.status === "FAILED" || payment.status === "NEW" ? payment.status : "SUCCESS"
}

function amount(value: number, settings: Amounts): string | number {
  return settings.amounts_as_numbers ? value : decimalText(value)
}
