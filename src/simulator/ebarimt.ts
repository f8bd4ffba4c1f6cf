import type { ResolvedAccount } from "./account"
import { keepInMap } from "./bounded"
import { paymentNotPaid, receiptCancelRefused, receiptNotFound, receiptNotRegistered } from "./errors"
import { decimalText } from "./money"
import { ownPayment } from "./payments"
import type { Payment, Receipt } from "./state"
import { FieldErrors, isMissing, type Body } from "./validation"
import { cutVat } from "./vat"
import type { World } from "./world"

const LOTTERY_LETTERS = "АБВГДЕЖЗИЙКЛМНОӨПРСТУҮФХЦЧШЭЮЯ"

/** Makes the VAT receipt of a payment; asked again, it answers the one it made. */
export function createReceipt(world: World, account: ResolvedAccount, body: Body, form: "v3" | "old"): Receipt {
  const errors = new FieldErrors(body)
  errors.text("payment_id", 45, true)
  errors.oneOf("ebarimt_receiver_type", ["CITIZEN", "COMPANY"])
  errors.text("ebarimt_receiver", 45, body.ebarimt_receiver_type === "COMPANY")
  errors.throwIfAny()

  const payment = ownPayment(world, account, body.payment_id)
  if (payment.status !== "PAID") {
    throw paymentNotPaid()
  }
  const invoice = world.state.invoices.get(payment.invoiceId)
  // The old form gave receipts to the sandbox's plain invoice code; the current one needs the e-barimt code.
  if (form === "v3" && (!account.ebarimtInvoiceCode || invoice?.code !== account.ebarimtInvoiceCode)) {
    throw receiptNotRegistered()
  }
  const earlier = [...world.state.receipts.values()].find(
    ({ paymentId, fields }) => paymentId === payment.id && fields.barimt_status === "REGISTERED"
  )
  if (earlier) {
    return earlier
  }
  const receipt = newReceipt(world, account, payment, body)
  keepInMap(world.state.receipts, receipt.id, receipt)
  return receipt
}

export function ownReceipt(world: World, account: ResolvedAccount, id: string | undefined): Receipt {
  const receipt = world.state.receipts.get(id ?? "")
  if (!receipt || receipt.account !== account.username) {
    throw receiptNotFound()
  }
  return receipt
}

/** The current form names the receipt by its payment. The newest one counts. */
export function receiptOfPayment(world: World, account: ResolvedAccount, paymentId: string | undefined): Receipt {
  const found = [...world.state.receipts.values()].reverse().find((receipt) => receipt.paymentId === paymentId)
  return ownReceipt(world, account, found?.id)
}

export function cancelReceipt(world: World, receipt: Receipt): void {
  if (receipt.fields.barimt_status !== "REGISTERED") {
    throw receiptCancelRefused()
  }
  receipt.fields.barimt_status = "CANCELED"
  receipt.fields.barimt_status_date = world.now().toISOString()
}

function newReceipt(world: World, account: ResolvedAccount, payment: Payment, body: Body): Receipt {
  const { random } = world
  const at = world.now().toISOString()
  const id = random.uuid()
  const invoice = world.state.invoices.get(payment.invoiceId)
  const letters = [...random.bytes(2)].map((byte) => LOTTERY_LETTERS.charAt(byte % LOTTERY_LETTERS.length)).join("")
  const isVat = (invoice?.request.tax_type ?? "1") === "1"
  const fields: Record<string, unknown> = {
    id,
    ebarimt_by: "QPAY",
    g_wallet_id: payment.walletId,
    g_wallet_customer_id: random.uuid(),
    ebarimt_receiver_type: body.ebarimt_receiver_type,
    ebarimt_receiver: isMissing(body.ebarimt_receiver) ? "" : body.ebarimt_receiver,
    ebarimt_district_code: body.district_code ?? invoice?.request.district_code ?? "3505",
    ebarimt_bill_type: body.ebarimt_receiver_type === "COMPANY" ? "3" : "1",
    g_merchant_id: account.merchantId,
    merchant_branch_code: invoice?.request.sender_branch_code ?? "BRANCH1",
    merchant_terminal_code: null,
    merchant_staff_code: null,
    merchant_register_no: random.digits(7),
    g_payment_id: payment.id,
    paid_by: payment.type,
    object_type: "INVOICE",
    object_id: payment.invoiceId,
    amount: decimalText(payment.amount),
    vat_amount: decimalText(isVat ? cutVat({ line_quantity: 1, line_unit_price: payment.amount }) : 0),
    city_tax_amount: "0.00",
    ebarimt_qr_data: random.digits(120),
    ebarimt_lottery: body.ebarimt_receiver_type === "CITIZEN" ? `${letters} ${random.digits(8)}` : "",
    note: body.note ?? null,
    barimt_status: "REGISTERED",
    barimt_status_date: at,
    ebarimt_sent_email: null,
    ebarimt_receiver_phone: body.ebarimt_receiver_type === "CITIZEN" ? (body.ebarimt_receiver ?? "") : "",
    tax_type: invoice?.request.tax_type ?? "1",
    merchant_tin: random.digits(11),
    ebarimt_receipt_id: random.digits(33),
    created_by: account.merchantId,
    created_date: at,
    updated_by: account.merchantId,
    updated_date: at,
    status: true,
    barimt_items: [],
    barimt_transactions: [],
    barimt_histories: [],
  }
  return { id, account: account.username, paymentId: payment.id, fields }
}
