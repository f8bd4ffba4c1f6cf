import type { AttentionLine, Books, LedgerInvoice, Order, Payment, QPayInvoice } from "./types"

/** The three books, so joined that each invoice finds what belongs to it. */
export interface Joined {
  orders: Map<string, Order>
  rowOf(invoice: QPayInvoice): LedgerInvoice | undefined
  linesOf(row: LedgerInvoice): AttentionLine[]
  /** Medusa's payments that this very invoice has paid. */
  paymentsOf(row: LedgerInvoice): Payment[]
  /** The ledger's row behind a payment of Medusa's, and QPay's invoice behind that. */
  rowBehind(payment: Payment): LedgerInvoice | undefined
  invoiceOf(payment: Payment): QPayInvoice | undefined
  /** The payments linked to an order; where Medusa has linked none, those of its cart. */
  paymentsFor(order: Order): Payment[]
}

export function join(books: Books): Joined {
  const byInvoiceId = new Map(books.ledger.invoices.map((row) => [row.invoice_id, row]))
  // Its answer was cut off: QPay knows the invoice by our number alone.
  const unbound = new Map(
    books.ledger.invoices.filter((row) => row.invoice_id === null).map((row) => [row.sender_invoice_no, row])
  )
  const lines = groupBy(books.ledger.lines, (line) => line.ledger_id)
  const paymentsOfSession = groupBy(books.medusa.payments, (payment) => payment.session_id)
  const rowsOfSession = groupBy(books.ledger.invoices, (row) => row.session_id)
  const qpay = new Map(books.qpay.map((invoice) => [invoice.invoice_id, invoice]))
  const byNumber = new Map(books.qpay.map((invoice) => [invoice.sender_invoice_no, invoice]))
  const atQPay = (row: LedgerInvoice) =>
    row.invoice_id === null ? byNumber.get(row.sender_invoice_no) : qpay.get(row.invoice_id)
  const byOrder = groupBy(
    books.medusa.payments.flatMap((payment) => payment.order_ids.map((orderId) => ({ orderId, payment }))),
    ({ orderId }) => orderId
  )
  const byCart = groupBy(books.medusa.payments, ({ cart_id }) => cart_id)
  const isOf = (payment: Payment, row: LedgerInvoice) =>
    payment.session_id === row.session_id && (payment.invoice_id ?? row.invoice_id) === row.invoice_id

  const rowBehind = (payment: Payment) =>
    (rowsOfSession.get(payment.session_id) ?? []).find((candidate) => isOf(payment, candidate))

  return {
    orders: new Map(books.medusa.orders.map((order) => [order.id, order])),
    rowOf: (invoice) => byInvoiceId.get(invoice.invoice_id) ?? unbound.get(invoice.sender_invoice_no),
    linesOf: (row) => lines.get(row.id) ?? [],
    paymentsOf: (row) => (paymentsOfSession.get(row.session_id) ?? []).filter((payment) => isOf(payment, row)),
    rowBehind,
    invoiceOf: (payment) => {
      const row = rowBehind(payment)
      return row && atQPay(row)
    },
    paymentsFor: ({ id, cart_id }) =>
      byOrder.get(id)?.map(({ payment }) => payment) ?? (cart_id === null ? [] : (byCart.get(cart_id) ?? [])),
  }
}

export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
