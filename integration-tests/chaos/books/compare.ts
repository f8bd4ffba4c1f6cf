import type { Tugrik } from "../../../src/qpay"
import { accountOf, holdsMoney, isHalfMade, sum } from "./account"
import { wronglyAnnounced } from "./announced"
import type { Finding } from "./findings"
import { names } from "./lines"
import { groupBy, join } from "./join"
import { doubledInMedusa, wrongOrders } from "./orders"
import type { Books } from "./types"

export interface Tally {
  count: number
  amount: Tugrik
}

export interface Comparison {
  taken: Tally
  refunded: Tally
  orders: Tally
  /** Medusa never finished these: their money is on lines, or it is a finding. */
  ordersHalfMade: Tally
  ordersCanceled: Tally
  /** Lines that name money now, by reason. */
  attention: Record<string, Tally>
  findings: Finding[]
}

/**
 * Lays three books beside each other, invoice by invoice, to the tugrik. Pure: it only reads what it is given, so that
 * a test can prove that it turns red.
 */
export function compare(books: Books): Comparison {
  const joined = join(books)
  const halfMade = books.medusa.orders.filter((order) => isHalfMade(order, joined.paymentsFor(order)))
  const counts = (orderId: string) => {
    const order = joined.orders.get(orderId)
    return order !== undefined && holdsMoney(order, joined.paymentsFor(order))
  }
  const findings: Finding[] = []
  for (const invoice of books.qpay) {
    const row = joined.rowOf(invoice)
    const account = accountOf(invoice, row ? joined.paymentsOf(row) : [], row ? joined.linesOf(row) : [], counts)
    const where = { invoice_id: invoice.invoice_id, cart_id: row?.cart_id }
    if (account.lost > 0) {
      const what = row ? `QPay holds ${account.held}; the ledger says ${row.state}` : "the ledger does not know it"
      findings.push({ kind: "lost", what, amount: account.lost, ...where })
    }
    if (account.twice > 0) {
      const what = `QPay holds ${account.held}; ${account.inOrders} is in orders and ${account.named} on lines`
      findings.push({ kind: "doubled", what, amount: account.twice, ...where })
    }
  }
  const { invoices, lines, announcements } = books.ledger
  findings.push(...doubledInMedusa(books), ...wrongOrders(books, joined))
  findings.push(...wronglyAnnounced(invoices, lines, announcements))

  const payments = books.qpay.flatMap((invoice) => invoice.payments)
  const returned = books.qpay.filter(({ refunded }) => refunded > 0)
  const naming = groupBy(lines.filter(names), ({ reason }) => reason)
  return {
    taken: { count: payments.length, amount: sum(books.qpay.map(({ taken }) => taken)) },
    refunded: { count: returned.length, amount: sum(returned.map(({ refunded }) => refunded)) },
    orders: tally(books.medusa.orders.filter(({ id }) => counts(id)).map(({ total }) => total)),
    ordersHalfMade: tally(halfMade.map(({ total }) => total)),
    ordersCanceled: tally(books.medusa.orders.filter(({ canceled }) => canceled).map(({ total }) => total)),
    attention: Object.fromEntries([...naming].map(([reason, own]) => [reason, tally(own.map(({ amount }) => amount))])),
    findings,
  }
}

const tally = (amounts: Tugrik[]): Tally => ({ count: amounts.length, amount: sum(amounts) })
