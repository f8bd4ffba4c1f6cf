import { compareTugrik, sameAmount, sameTugrik } from "../../../src/qpay"
import { isHalfMade, netOf, saysRefunded, sum } from "./account"
import type { Finding } from "./findings"
import { groupBy, type Joined } from "./join"
import { isAboutTotal, names } from "./lines"
import type { Books, Order, Payment } from "./types"

/** Orders that QPay's money does not bear out: each must be one invoice's exact sum, taken by QPay. */
export function wrongOrders(books: Books, joined: Joined): Finding[] {
  return books.medusa.orders.flatMap((order): Finding[] => {
    const payments = joined.paymentsFor(order)
    const captured = payments.filter(({ captures }) => captures.length > 0)
    const finding = (kind: Finding["kind"], what: string) => [{ kind, what, amount: order.total, ...idsOf(order) }]
    if (saysRefunded(order, payments)) return finding("order_refund_not_made", "its refund is in its own books only")
    if (isHalfMade(order, payments)) {
      const shown = sum(order.transactions)
      const what = `its transactions say ${shown}, its payments ${sum(payments.map(netOf))}, and no line names it`
      return captured.every((payment) => isNamed(payment, joined)) ? [] : finding("order_half_made", what)
    }
    const problem = whatIsWrong(order, captured, joined)
    return problem ? finding("order_without_money", problem) : []
  })
}

function isNamed(payment: Payment, joined: Joined): boolean {
  const row = joined.rowBehind(payment)
  return row !== undefined && joined.linesOf(row).some((line) => names(line) && line.reason === "paid_without_order")
}

function whatIsWrong(order: Order, captured: Payment[], joined: Joined): string | null {
  // Cancelled is what becomes of an order that a killed server left behind.
  if (captured.length === 0) return order.canceled ? null : "nothing is captured for it"
  for (const payment of captured) {
    const invoice = joined.invoiceOf(payment)
    if (!invoice) return `its payment ${payment.id} goes back to no invoice`
    if (compareTugrik(invoice.taken, invoice.amount) < 0) {
      return `QPay took ${invoice.taken} of the invoice's ${invoice.amount}`
    }
    if (!sameTugrik(sum(payment.captures), invoice.amount)) {
      return `${sum(payment.captures)} is captured, the invoice was for ${invoice.amount}`
    }
  }
  // A cancelled order's total is whatever Medusa makes of it.
  return order.canceled ? null : wrongTotal(order, captured, joined)
}

/** A refund may lower the total, and one that was not what was paid may have its line. */
function wrongTotal({ total }: Order, captured: Payment[], joined: Joined): string | null {
  const paid = sum(captured.map(({ captures }) => sum(captures)))
  if (sameAmount(paid, total) || sameAmount(sum(captured.map(netOf)), total)) return null
  const lines = captured.flatMap((payment) => {
    const row = joined.rowBehind(payment)
    return row ? joined.linesOf(row).filter((line) => names(line) && isAboutTotal(line)) : []
  })
  if (lines.some(({ amount }) => amount === Math.abs(paid - total))) return null
  return `${paid} is captured of a total of ${total}`
}

/** Money or goods that Medusa holds more than once. */
export function doubledInMedusa(books: Books): Finding[] {
  const { orders, payments } = books.medusa
  const found: Finding[] = []
  for (const [cartId, same] of groupBy(orders, ({ cart_id }) => cart_id)) {
    if (cartId === null || same.length === 1) continue
    found.push({ kind: "doubled", what: `the cart has ${same.length} orders`, amount: total(same), cart_id: cartId })
  }
  for (const [, same] of groupBy(payments, ({ collection_id }) => collection_id)) {
    const holding = same.filter(({ captures, refunded }) => compareTugrik(sum(captures), refunded) > 0)
    if (holding.length < 2) continue
    const amount = sum(holding.map(({ captures }) => sum(captures)))
    found.push({ kind: "doubled", what: "two payments of one cart are captured", amount, cart_id: same[0]?.cart_id })
  }
  for (const payment of payments) {
    const captured = sum(payment.captures)
    const what =
      compareTugrik(captured, payment.amount) > 0
        ? `${captured} is captured of a payment of ${payment.amount}`
        : compareTugrik(payment.refunded, captured) > 0
          ? `${payment.refunded} is refunded of ${captured}`
          : null
    if (what) found.push({ kind: "doubled", what, amount: captured, cart_id: payment.cart_id })
  }
  return [...found, ...boastingOrders(books)]
}

/**
 * What the admin shows as paid must not be more than what is captured and not refunded. A refund that the payment has
 * and the order has not yet is a matter of its own: the money is where it should be.
 */
function boastingOrders({ medusa }: Books): Finding[] {
  return medusa.orders.flatMap((order): Finding[] => {
    if (order.canceled) return []
    const own = medusa.payments.filter(({ order_ids }) => order_ids.includes(order.id))
    const [shown, held] = [sum(order.transactions), sum(own.map(netOf))]
    if (shown <= held) return []
    const what = `its transactions say ${shown}, its payments ${held}`
    const isLate = shown === sum(own.flatMap(({ captures }) => captures))
    return [{ kind: isLate ? "order_not_refunded" : "doubled", what, amount: shown - held, ...idsOf(order) }]
  })
}

const idsOf = (order: Order) => ({ order_id: order.id, cart_id: order.cart_id })
const total = (orders: Order[]) => sum(orders.map((order) => order.total))
