import { setTimeout as sleep } from "node:timers/promises"
import { compare, type Comparison } from "./books/compare"
import type { Finding } from "./books/findings"
import type { Books } from "./books/types"

const LOOK_EVERY_MS = 2_000
/** Late callbacks and hanging calls are over by then, and what was right must still be right. */
const AT_LEAST_MS = 12_000
const AT_MOST_MS = 120_000
/** Medusa's books, not money: the job is sure of an order that was left behind after three minutes, of a refund that never reached its order, or that its order alone has, after five. */
const BOOKS_AT_MOST_MS = 420_000
const BOOKS: Finding["kind"][] = ["order_without_money", "order_not_refunded", "order_refund_not_made"]

/**
 * Waits until every tugrik is an order, a refund or a line. After two minutes without a fault, what is not is lost.
 * @returns the last look, and how long it took until nothing was found, in milliseconds
 */
export async function settleDown(
  read: () => Promise<Books>
): Promise<{ books: Books; comparison: Comparison; ms: number }> {
  const began = Date.now()
  let cleanSince: number | null = null
  for (;;) {
    const books = await read()
    const comparison = compare(books)
    const now = Date.now()
    cleanSince = comparison.findings.length > 0 ? null : (cleanSince ?? now)
    const waited = now - began
    const money = comparison.findings.some(({ kind }) => !BOOKS.includes(kind))
    if (
      waited > (money ? AT_MOST_MS : BOOKS_AT_MOST_MS) ||
      (cleanSince !== null && waited > AT_LEAST_MS && now - cleanSince > LOOK_EVERY_MS)
    ) {
      return { books, comparison, ms: (cleanSince ?? now) - began }
    }
    await sleep(LOOK_EVERY_MS)
  }
}
