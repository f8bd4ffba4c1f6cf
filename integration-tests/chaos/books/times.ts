import { join } from "./join"
import type { AttentionLine, Books, LedgerInvoice } from "./types"

/** What ends the wait of a payment: it is an order, a refund, or named. */
const ENDS = ["settled", "attention", "refunded"]

export interface Wait {
  payment_id: string
  /** From QPay's debit until the ledger knew what became of it. */
  ms: number
  /** Who found out: callback, job, storefront, core …; "line" where only a line says so. */
  by: string
}

/** How long each payment waited. One that still waits is left out: it is a finding. */
export function settleTimes(books: Books): Wait[] {
  const joined = join(books)
  return books.qpay.flatMap((invoice) => {
    const row = joined.rowOf(invoice)
    if (!row) return []
    return invoice.payments.flatMap(({ payment_id, paid_at }) => {
      const end = endOf(payment_id, row, joined.linesOf(row))
      return end === null ? [] : [{ payment_id, ms: Math.max(0, end.at - paid_at.getTime()), by: end.by }]
    })
  })
}

/** The first end after the ledger saw the payment. One that changed nothing any more ended when it was seen. */
function endOf(paymentId: string, { trail }: LedgerInvoice, lines: AttentionLine[]): { at: number; by: string } | null {
  const seen = trail.find(({ type, data }) => type === "payments_seen" && JSON.stringify(data).includes(paymentId))
  if (!seen) return null
  const ends = [
    ...trail.filter(({ type }) => ENDS.includes(type)).map(({ at, actor }) => ({ at: at.getTime(), by: actor })),
    ...lines.flatMap(({ created_at, updated_at }) =>
      [created_at, updated_at].map((at) => ({ at: at.getTime(), by: "line" }))
    ),
  ]
  const after = ends.filter(({ at }) => at >= seen.at.getTime()).sort((a, b) => a.at - b.at)
  return after[0] ?? { at: seen.at.getTime(), by: "line" }
}

/** The value below which `share` (0 to 1) of all lie; null of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
