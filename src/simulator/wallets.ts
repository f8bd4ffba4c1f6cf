/** What `payment_wallet` says when a customer of Khan bank pays, as bank apps sign themselves. */
export const DEFAULT_WALLET = "Хаан банк апп"
