import { compareTugrik, subtractTugrik, type Tugrik } from "../../../src/qpay"
import { isCover, names } from "./lines"
import type { AttentionLine, Order, Payment, QPayInvoice } from "./types"

/** Where one invoice's money is. `held` = `inOrders` + `named` + `covered` + `lost` - `twice`. */
export interface Account {
  /** What QPay took for the invoice and has not returned. */
  held: Tugrik
  /** What living orders hold of it: captured and not refunded. */
  inOrders: Tugrik
  /** What needs-attention lines name beside the orders. */
  named: Tugrik
  /** What only a line names that is about money counted elsewhere, see `isCover`. */
  covered: Tugrik
  /** Neither order, refund nor line. */
  lost: Tugrik
  /** Counted more than once. */
  twice: Tugrik
}

/**
 * @param payments, lines those of this invoice alone
 * @param counts does this order hold the money of its payments?
 */
export function accountOf(
  invoice: Pick<QPayInvoice, "taken" | "refunded">,
  payments: readonly Payment[],
  lines: readonly AttentionLine[],
  counts: (orderId: string) => boolean
): Account {
  const held = subtractTugrik(invoice.taken, invoice.refunded)
  const inOrders = sum(payments.filter(({ order_ids }) => order_ids.some(counts)).map(netOf))
  const naming = lines.filter(names)
  const named = sum(naming.filter((line) => !isCover(line, inOrders)).map(({ amount }) => amount))
  const counted = inOrders + named
  const missing = compareTugrik(held, counted) > 0 ? subtractTugrik(held, counted) : 0
  const covered = Math.min(missing, sum(naming.filter((line) => isCover(line, inOrders)).map(({ amount }) => amount)))
  return {
    held,
    inOrders,
    named,
    covered,
    lost: subtractTugrik(missing, covered),
    twice: compareTugrik(counted, held) > 0 ? subtractTugrik(counted, held) : 0,
  }
}

/**
 * An order holds its payments' money while it lives and when its own books show it. Cancelling gives the money up:
 * Medusa books it as returned whether it was or not. An order that Medusa never finished shows nothing.
 */
export function holdsMoney(order: Order, payments: readonly Payment[]): boolean {
  return !order.canceled && !isHalfMade(order, payments)
}

/** Medusa stopped in the middle: the order is there, and its books show less than its payments hold. */
export function isHalfMade(order: Order, payments: readonly Payment[]): boolean {
  if (order.canceled || saysRefunded(order, payments)) return false
  return sum(order.transactions) < sum(payments.map(netOf))
}

/** A cancellation was cut short: the order stands, and its books alone say that money went back. */
export function saysRefunded(order: Order, payments: readonly Payment[]): boolean {
  const [cameIn, wentBack] = [order.transactions.filter((t) => t > 0), order.transactions.filter((t) => t < 0)]
  const captured = sum(payments.map(({ captures }) => sum(captures)))
  const refunded = sum(payments.map((payment) => payment.refunded))
  return !order.canceled && sum(cameIn) === captured && -sum(wentBack) > refunded
}

/** More refunded than captured is a finding of its own; here it holds nothing. */
export function netOf(payment: Payment): Tugrik {
  const captured = sum(payment.captures)
  return compareTugrik(captured, payment.refunded) > 0 ? subtractTugrik(captured, payment.refunded) : 0
}

export function sum(amounts: readonly Tugrik[]): Tugrik {
  return amounts.reduce((total, amount) => total + amount, 0)
}
