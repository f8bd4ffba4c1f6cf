import type { AsyncCommand } from "fast-check"
import { ALWAYS, AT_REST, violations } from "./books"
import { mayBeOrdered, mustBeOrdered, type Sale } from "./sale"
import type { World } from "./world"

/**
 * What every step must leave behind, whatever it was.
 * @param heard the shop had every chance to hear of all that happened
 */
async function look(step: string, sale: Sale, world: World, heard: boolean): Promise<void> {
  await world.settleDown()
  const books = await world.books()
  const wrong = violations(books, heard ? AT_REST : ALWAYS)
  // Besides those we asked for: when core takes a refused change back, it makes the session anew, with a QR nobody sees.
  for (const { amount } of (await world.issued()).slice(sale.invoices.length))
    sale.invoices.push({ amount, payments: [] })
  sale.ordered ||= books.orders.length > 0
  // Core gives a card's money back by itself when it cannot place the order.
  sale.givenBack ||= books.invoices.some(({ atQPay }) => atQPay.some(({ status }) => status === "REFUNDED"))
  if (sale.ordered && !mayBeOrdered(sale)) wrong.push("an order of nobody's money")
  if (heard && !sale.ordered && mustBeOrdered(sale)) wrong.push("no order although its whole sum is there")
  if (!sale.ordered) sale.total = await world.cartTotal()
  if (wrong.length === 0) return
  const paid = books.invoices.filter(({ atQPay }) => atQPay.length > 0)
  throw new Error(
    `after "${step}": ${wrong.join("; ")}\n${JSON.stringify({ sale, orders: books.orders, paid }, null, 1)}`
  )
}

/** Something that happens to a sale; whatever it is, the books are looked at after it. */
export abstract class Step implements AsyncCommand<Sale, World> {
  /** After it the shop has had every chance to hear of all that happened. */
  protected readonly heard: boolean = false
  constructor(protected readonly name: string) {}
  check(_sale: Readonly<Sale>): boolean {
    return true
  }
  abstract act(sale: Sale, world: World): Promise<void>
  async run(sale: Sale, world: World): Promise<void> {
    await this.act(sale, world)
    await look(this.name, sale, world, this.heard)
  }
  toString(): string {
    return this.name
  }
}
