import type { CallbackMode } from "./settings"
import { takePayment, type Pay } from "./payments"
import type { CallbackAttempt, Invoice, InvoiceStatus, Payment } from "./state"
import type { World } from "./world"

export interface BankOrder extends Pay {
  times: number
  /** Pay although the invoice is closed, cancelled or expired: a payment that was under way, or simply late. */
  force: boolean
  /** By default as the settings say. */
  callback?: CallbackMode | undefined
  delayMs?: number | undefined
}

export interface BankReceipt {
  payments: Payment[]
  /** Resolves once every callback is answered. */
  callbacks: Promise<CallbackAttempt[]>
}

/** The bank app would not let this payment through. */
export class BankRefusal extends Error {
  constructor(readonly invoiceStatus: InvoiceStatus) {
    super(`the bank app refuses: the invoice is ${invoiceStatus}`)
  }
}

/** A customer pays in the bank app, once or several times, and QPay tells the merchant of each payment. */
export function payInBank(world: World, invoice: Invoice, order: BankOrder): BankReceipt {
  // What QPay does about a second payment of a closed invoice is unknown, so asking for several is reason enough.
  const paysAgain = invoice.status === "CLOSED" && order.times > 1
  if (invoice.status !== "OPEN" && !order.force && !paysAgain) {
    throw new BankRefusal(invoice.status)
  }
  const { settings } = world.state
  const how = { mode: order.callback ?? settings.callback, delayMs: order.delayMs ?? settings.callback_delay_ms }
  const payments = Array.from({ length: order.times }, () => takePayment(world, invoice, order))
  const callbacks = Promise.all(payments.map((payment) => world.callbacks.announce(invoice, payment.id, how)))
  return { payments, callbacks: callbacks.then((answers) => answers.flat()) }
}
