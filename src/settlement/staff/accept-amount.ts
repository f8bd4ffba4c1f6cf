import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Actor, AttentionLine, InvoiceRow } from "../../modules/qpay/ledger"
import { compareTugrik, roundToTugrik, sameAmount, sameTugrik } from "../../qpay/money"
import { creditOrder } from "../credit-shortfall"
import { ledgerOf, orderDue, readSale } from "../sale"
import { paidSum } from "../verdict"
import { cartGone, doesNotFit, otherAmount } from "./refusal"

/**
 * Staff accept the sum that was paid, whatever was asked for. Money held for its sum pays for its cart: the order
 * gets a credit for what is missing, what is too much becomes a surplus with a line of its own. A surplus stays with
 * the shop. An order that costs more than was paid gets a credit.
 * @throws StaffRefusal when the cart or the money is not what it was
 */
export async function acceptAmount(
  container: MedusaContainer,
  line: AttentionLine,
  row: InvoiceRow,
  actor: Actor
): Promise<void> {
  if (line.reason === "overpaid") return
  if (row.state === "attention") return acceptHeld(container, line, row, actor)
  if (!row.order_id) throw doesNotFit()
  const due = await orderDue(container, row.order_id)
  const asked = roundToTugrik(Math.max(0, due) * (row.amount / row.session_amount))
  if (!sameTugrik(asked, line.amount)) throw otherAmount(line.amount, asked)
  await creditOrder(container, line.id, row.order_id, due)
}

async function acceptHeld(
  container: MedusaContainer,
  line: AttentionLine,
  row: InvoiceRow,
  actor: Actor
): Promise<void> {
  const sale = await readSale(container, row)
  const { cartTotal } = sale
  if (sale.order || sale.paidOtherwise || sale.recorded || sale.returnedByBank > 0) throw doesNotFit()
  if (!sale.cartOpen || cartTotal === null) throw cartGone()
  const paid = paidSum(row.payments)
  if (!sameTugrik(paid, line.amount)) throw otherAmount(line.amount, paid)
  const price = roundToTugrik(cartTotal)
  const covers = compareTugrik(paid, price) >= 0
  const terms = covers
    ? { amount: price, session_amount: cartTotal, shortfall: 0 }
    : { amount: paid, session_amount: paid, shortfall: cartTotal - paid }
  if (terms.amount < 1) throw doesNotFit()
  if (!(await ledgerOf(container).accept(row.id, paid, terms, actor))) throw doesNotFit()
  if (sale.session && !sameAmount(sale.session.amount, terms.session_amount)) {
    await container.resolve(Modules.PAYMENT).updatePaymentSession({
      id: row.payment_session_id,
      amount: terms.session_amount,
      currency_code: row.currency_code,
      data: { session_id: row.payment_session_id, invoice_id: row.invoice_id },
    })
  }
}
