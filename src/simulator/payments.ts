import type { ResolvedAccount } from "./account"
import { keepInMap } from "./bounded"
import { paymentAlreadyCanceled, paymentNotFound, paymentNotPaid, paymentSettled } from "./errors"
import { toCents } from "./money"
import type { Invoice, Payment, PaymentType } from "./state"
import type { World } from "./world"

export interface Pay {
  type: PaymentType
  /** Tugrik. */
  amount: number
  status: string
  wallet: string
}

/** Statuses under which the customer's money has left the account. */
const TAKEN = ["PAID", "PARTIAL"]

/** The bank debits and tells QPay. The invoice closes once PAID rows reach its sum; whether QPay waits is unknown. */
export function takePayment(world: World, invoice: Invoice, pay: Pay): Payment {
  const { state, random } = world
  const payment: Payment = {
    id: pay.type === "CARD" ? random.uuid() : freshNumber(world),
    invoiceId: invoice.id,
    account: invoice.account,
    type: pay.type,
    status: pay.status,
    amount: pay.amount,
    fee: toCents(pay.amount * 0.01),
    wallet: pay.wallet,
    walletId: random.uuid(),
    transactionId: random.digits(15),
    paidAt: world.now(),
    refundedAt: null,
  }
  invoice.payments.push(payment)
  keepInMap(state.payments, payment.id, payment)
  // A cancelled invoice stays cancelled, with the late payment on it.
  if (invoice.status !== "CANCELED" && paidAmount(invoice.payments) >= invoice.amount) {
    invoice.status = "CLOSED"
  }
  return payment
}

/** Tugrik of the PAID rows: what `paid_amount` says. */
export function paidAmount(payments: Payment[]): number {
  return toCents(payments.filter(({ status }) => status === "PAID").reduce((sum, { amount }) => sum + amount, 0))
}

/** Tugrik QPay holds for an invoice right now. */
export function takenAmount(invoice: Invoice): number {
  return toCents(
    invoice.payments.filter(({ status }) => TAKEN.includes(status)).reduce((sum, { amount }) => sum + amount, 0)
  )
}

export function ownPayment(world: World, account: ResolvedAccount, id: unknown): Payment {
  const payment = world.state.payments.get(String(id))
  if (!payment || payment.account !== account.username) {
    throw paymentNotFound()
  }
  return payment
}

/** DELETE of a payment by the merchant, as refund or as cancellation: cards only, the whole sum, once. */
export function refundByMerchant(world: World, payment: Payment): void {
  if (payment.type === "P2P") {
    throw paymentSettled()
  }
  if (payment.status === "REFUNDED") {
    throw paymentAlreadyCanceled()
  }
  if (!TAKEN.includes(payment.status)) {
    throw paymentNotPaid()
  }
  markRefunded(world, payment)
}

/** QPay or the bank gives the money back, whatever the type. Answers false if there is nothing to give back. */
export function refundByQPay(world: World, payment: Payment): boolean {
  if (!TAKEN.includes(payment.status)) {
    return false
  }
  markRefunded(world, payment)
  return true
}

function markRefunded(world: World, payment: Payment): void {
  payment.status = "REFUNDED"
  payment.refundedAt = world.now()
}

function freshNumber(world: World): string {
  let number = world.random.digits(15)
  while (world.state.payments.has(number)) {
    number = world.random.digits(15)
  }
  return number
}
