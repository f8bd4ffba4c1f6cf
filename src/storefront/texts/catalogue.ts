/**
 * Every sentence of the payment page. Braces are filled in with sums: {amount} asked for, {paid}, {surplus}, {refunded}.
 */
export interface CheckoutTexts {
  title: string
  amount: string
  paidAmount: string
  refundedAmount: string
  timeLeft: string
  /** Before a time: payable until 2026.11.20 14:05. */
  payableUntil: string

  loading: string
  waiting: string
  waitingText: string
  /** Under `waiting` on phones. */
  waitingTextPhone: string
  checking: string
  checkingText: string
  notYet: string
  notYetText: string
  checkUnavailable: string
  checkUnavailableText: string
  offline: string
  offlineText: string
  paid: string
  paidText: string
  orderPlaced: string
  orderPlacedText: string
  /** After `paidText` and `orderPlacedText` when more than the amount arrived. */
  surplus: string
  expired: string
  expiredText: string
  canceled: string
  canceledText: string
  attention: string
  attentionText: string
  /** Above `attentionText` when less than the amount arrived. */
  short: string
  /** The sum that arrived of the sum asked for. */
  shortAmount: string
  refunded: string
  refundedText: string
  unavailable: string
  unavailableText: string

  scan: string
  qrLabel: string
  showQr: string
  noQr: string
  link: string
  copy: string
  copied: string
  chooseBank: string
  moreBanks: string
  searchBank: string
  noBank: string

  check: string
  renew: string
  renewing: string
  tryAgain: string
  refresh: string
  back: string
  reference: string
  help: string
}

export type Language = "mn" | "en"

/** A shop's own words, by language. What it leaves out stays as it is. */
export type TextOverrides = Partial<Record<Language, Partial<CheckoutTexts>>>
