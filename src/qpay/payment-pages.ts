import { QPAY_CLIENT_CODES, QPayError } from "./errors"
import type { PaymentCheck, PaymentRow } from "./schemas"

/** More rows than any invoice has: past this, something is wrong with the answers. */
const MAX_PAGES = 10

/**
 * Every row of a check whose `count` exceeds one page. A row counts once: a payment that is seen again on a later
 * page (the list moved, or the page number was ignored) must not be summed twice.
 *
 * @param readPage reads page n, from 1
 * @throws QPayError BAD_ANSWER when the rows do not end: a part of the money is no answer
 */
export async function readAllPages(
  endpoint: string,
  readPage: (pageNumber: number) => Promise<PaymentCheck>
): Promise<PaymentCheck> {
  const first = await readPage(1)
  const rows: PaymentRow[] = [...first.rows]
  const seen = new Set(rows.map((row) => row.payment_id))
  for (let pageNumber = 2; rows.length < first.count; pageNumber++) {
    if (pageNumber > MAX_PAGES) {
      throw new QPayError({
        code: QPAY_CLIENT_CODES.BAD_ANSWER,
        message: `QPay reports ${first.count} payments for one ${endpoint}; ${rows.length} were read and no end is in sight`,
        endpoint,
      })
    }
    const added = (await readPage(pageNumber)).rows.filter((row) => !seen.has(row.payment_id))
    if (added.length === 0) {
      break
    }
    added.forEach((row) => seen.add(row.payment_id))
    rows.push(...added)
  }
  return { ...first, rows }
}
