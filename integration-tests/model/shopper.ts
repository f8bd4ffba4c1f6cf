import { mustBeOrdered, type Paid, type Sale } from "./sale"
import { Step } from "./step"
import type { World } from "./world"

/** The shopper opens the payment page, or opens it again: a QR. `cut`: the shop never hears QPay's answer. */
export class Issue extends Step {
  constructor(private readonly cut: boolean) {
    super(cut ? "issue, the answer is lost" : "issue")
  }
  override check = (sale: Readonly<Sale>) => !sale.ordered && sale.invoices.length < 5
  async act(_sale: Sale, world: World): Promise<void> {
    const before = (await world.qpay.invoices()).length
    if (this.cut) await world.qpay.fault({ on: "create", kind: "cut_after" })
    const { status } = await world.shop.startSession(world.collectionId)
    await world.qpay.clearFaults()
    const issued = (await world.qpay.invoices()).length > before
    expect(status === 200).toBe(issued && !this.cut)
  }
}

export type Callback = "send" | "lost" | "double"

/** A bank app pays an invoice, live or long replaced. */
export class Pay extends Step {
  constructor(
    private readonly which: number,
    private readonly how: "exact" | "short" | "over",
    private readonly type: Paid["type"],
    private readonly callback: Callback
  ) {
    super(`pay ${which} ${how} by ${type}, callback: ${callback}`)
  }
  override check = (sale: Readonly<Sale>) => this.which < sale.invoices.length
  async act(sale: Sale, world: World): Promise<void> {
    const invoice = sale.invoices[this.which]!
    const amount = { exact: invoice.amount, short: 5000, over: invoice.amount + 3000 }[this.how]
    const invoice_id = (await world.issued())[this.which]!.invoice_id
    await world.letTimePass()
    const { callbacks } = await world.qpay.pay({
      invoice_id,
      amount,
      type: this.type,
      callback: this.callback,
      force: true,
    })
    for (const { status } of callbacks) expect(status).toBe(200)
    invoice.payments.push({ amount, type: this.type })
    // The order is there when the callback is answered.
    if (this.callback !== "lost" && mustBeOrdered(sale)) expect((await world.books()).orders).toHaveLength(1)
  }
}

/** The storefront completes the cart. */
export class Complete extends Step {
  constructor(private readonly dies: boolean) {
    super(dies ? "complete, cut off" : "complete")
  }
  async act(_sale: Sale, world: World): Promise<void> {
    await world.letTimePass()
    if (!this.dies) return void (await world.shop.complete(world.cartId))
    await world.qpay.fault({ on: "check", kind: "cut", times: 0 })
    await world.forgetful(() => world.shop.complete(world.cartId))
    await world.qpay.clearFaults()
  }
}

/** "I have paid", pressed on the page of any QR. */
export class Check extends Step {
  constructor(private readonly which: number) {
    super(`check ${which}`)
  }
  override check = (sale: Readonly<Sale>) => this.which < sale.invoices.length
  async act(_sale: Sale, world: World): Promise<void> {
    const row = (await world.rows())[this.which]
    await world.letTimePass()
    if (row) expect((await world.shop.check(row.payment_session_id)).status).toBe(200)
  }
}

/** The shopper puts one more of the same into the cart, or takes it out again. */
export class ChangeCart extends Step {
  constructor(private readonly quantity: number) {
    super(`${quantity} in the cart`)
  }
  override check = (sale: Readonly<Sale>) => !sale.ordered
  async act(_sale: Sale, world: World): Promise<void> {
    const { data } = await world.shop.store("GET", `/carts/${world.cartId}?fields=*items`)
    const item = data.cart.items[0].id
    await world.letTimePass()
    await world.shop.store("POST", `/carts/${world.cartId}/line-items/${item}`, { quantity: this.quantity })
  }
}
