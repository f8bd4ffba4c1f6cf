/** What the tests know of a sale because they did it: the reference. Pure; amounts are whole tugrik. */
export interface Sale {
  /** What the cart costs now. */
  total: number
  /** The goods are on the shelf. */
  stocked: boolean
  invoices: { amount: number; payments: Paid[] }[]
  /** Something was given back, by anybody: what must follow then depends on more than this model knows. */
  givenBack: boolean
  /** Staff have had their hands in it: they may close a line, refund, or cancel an order. */
  handled: boolean
  /**
   * Who has given money back at their own desk. Never both: what the two of them give back twice is in no books of the
   * shop's.
   */
  returnedBy: "QPay" | "staff" | null
  ordered: boolean
}

export interface Paid {
  amount: number
  type: "P2P" | "CARD"
}

export function newSale(total: number): Sale {
  return { total, stocked: true, invoices: [], givenBack: false, handled: false, returnedBy: null, ordered: false }
}

export const paidOn = ({ payments }: Sale["invoices"][number]): number =>
  payments.reduce((sum, { amount }) => sum + amount, 0)

/** Invoices whose sum QPay has taken. */
export function covered(sale: Sale): number[] {
  return sale.invoices.flatMap((invoice, at) => (paidOn(invoice) >= invoice.amount ? [at] : []))
}

/**
 * The promise: money that covers the one invoice that was paid, of a cart that costs the same and whose goods are
 * there, is an order as soon as the shop has heard of it, whether or not its session is still there.
 */
export function mustBeOrdered(sale: Sale): boolean {
  const [only, ...others] = sale.invoices.filter((invoice) => paidOn(invoice) > 0)
  if (!only || others.length > 0 || sale.givenBack || sale.handled || !sale.stocked) return false
  return paidOn(only) >= only.amount && only.amount === sale.total
}

/** And the reverse: without a covered invoice there is no order. */
export function mayBeOrdered(sale: Sale): boolean {
  return covered(sale).length > 0
}
