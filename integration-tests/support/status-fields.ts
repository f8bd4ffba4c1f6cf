/** All that a shopper's page is told of a payment, in the order of the alphabet. */
export const STATUS_FIELDS: readonly string[] = [
  "amount",
  "amount_text",
  "currency_code",
  "expires_at",
  "id",
  "order_id",
  "paid_amount",
  "pay_url",
  "payment",
  "reference",
  "refunded_amount",
  "server_time",
  "status",
]
