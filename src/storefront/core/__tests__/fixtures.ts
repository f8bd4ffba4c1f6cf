import type { PaymentStatus } from "../contract"

/** A payment of ₮12,000 that waits for its shopper. */
export function payment(changes: Partial<PaymentStatus> = {}): PaymentStatus {
  return {
    id: "payses_1",
    status: "pending",
    amount: 12000,
    amount_text: "₮12,000",
    paid_amount: 0,
    refunded_amount: 0,
    currency_code: "mnt",
    order_id: null,
    expires_at: "2026-11-20T07:00:00.000Z",
    server_time: "2026-11-20T06:00:00.000Z",
    reference: "AB12CD34",
    payment: {
      qr_text: "0002010102121531279404962794049600000000KKTQPAY",
      short_url: "https://s.qpay.mn/abc",
      links: [
        { key: "khan", name_mn: "Хаан банк", name_en: "Khan Bank", logo: null, link: "khanbank://q?qPay_QRcode=1" },
      ],
    },
    ...changes,
  }
}

/** What a stream tells after its first event: no payment details. */
export const bare = (changes: Partial<PaymentStatus> = {}) => payment({ payment: null, ...changes })
