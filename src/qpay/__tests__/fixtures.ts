import type { CreateInvoiceInput } from "../schemas"

export const input: CreateInvoiceInput = {
  invoice_code: "TEST_INVOICE",
  sender_invoice_no: "payses_01",
  invoice_receiver_code: "terminal",
  invoice_description: "Захиалга 1",
  amount: 12000,
  callback_url: "https://shop.mn/webhooks/qpay?session=payses_01",
}
export const created = {
  invoice_id: "b3c1",
  qr_text: "0002010102",
  qr_image: "",
  qPay_shortUrl: "https://s.qpay.mn/abc",
  urls: [
    { name: "Khan bank", description: "Хаан банк", logo: "https://qpay.mn/q/logo/k.png", link: "khanbank://q?q=1" },
  ],
}
export const row = (payment_id: string, payment_amount: string | number = "100.00") => ({
  payment_id,
  payment_status: "PAID",
  payment_amount,
  trx_fee: "1.00",
  payment_currency: "MNT",
  payment_wallet: "qPay wallet",
  payment_type: "P2P",
  next_payment_date: null,
  next_payment_datetime: null,
  card_transactions: [],
  p2p_transactions: [{ id: "1", account_number: "50****", amount: "99.00", settlement_status: "SETTLED" }],
})
