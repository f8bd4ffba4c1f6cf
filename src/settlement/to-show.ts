import type { MedusaContainer } from "@medusajs/framework/types"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { MONEY_STATES } from "../modules/qpay/states"
import { sameAmount } from "../qpay/money"
import { type Changing, guardChange, invoicesOf } from "./guard-change"
import { readSale } from "./sale"

/**
 * What a page has to show instead of a new QR: its order, its money, or the QR that can still be paid.
 * @param rows the invoices of the cart or collection, oldest first
 * @param provider the only one whose QR will do
 */
export async function toShow(
  container: MedusaContainer,
  rows: InvoiceRow[],
  of: Changing,
  provider?: string
): Promise<InvoiceRow | null> {
  const newest = rows.at(-1)
  if (!newest) return null
  const placed = rows.find(({ state }) => state === "settled")
  if (placed) return placed
  // Some of the sum is there: another QR for the whole of it would ask for too much.
  if (newest.state === "attention" && newest.reason === "underpaid") return newest
  if ((!provider || newest.provider_id === provider) && (await isPayable(container, newest))) return newest
  // Money is looked for before a QR is thrown away: its callback may have been lost.
  if (!(await guardChange(container, of))) return null
  const after = await invoicesOf(container, of)
  return after.reverse().find(({ state }) => MONEY_STATES.includes(state)) ?? null
}

async function isPayable(container: MedusaContainer, row: InvoiceRow): Promise<boolean> {
  if (row.state !== "open" || (row.expires_at && row.expires_at <= new Date())) return false
  const sale = await readSale(container, row)
  const { session, issued, collection, cartTotal, cartOpen } = sale
  if (!session || !issued || !collection || !sameAmount(session.amount, collection.amount)) return false
  // A collection of an order's own has no cart that could cost something else by now.
  if (sale.cartId === null) return sale.order?.canceled === false
  return cartOpen && cartTotal !== null && sameAmount(session.amount, cartTotal)
}
