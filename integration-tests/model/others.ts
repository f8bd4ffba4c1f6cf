import type { Sale } from "./sale"
import { Step } from "./step"
import type { World } from "./world"

/** QPay knocks again, or late. `dies`: the server is cut off from QPay in the midst of it. */
export class Knock extends Step {
  constructor(
    private readonly which: number,
    private readonly times: number,
    private readonly dies: boolean
  ) {
    super(`callback ${which} x${times}${dies ? ", cut off" : ""}`)
  }
  override check = (sale: Readonly<Sale>) => this.which < sale.invoices.length
  async act(_sale: Sale, world: World): Promise<void> {
    const invoice_id = (await world.issued())[this.which]!.invoice_id
    const knock = () => world.qpay.callback({ invoice_id, times: this.times, parallel: true })
    await world.letTimePass()
    if (!this.dies) return void (await knock())
    await world.qpay.fault({ on: "check", kind: "cut", times: 0 })
    await world.forgetful(knock)
    await world.qpay.clearFaults()
  }
}

/** The goods are sold to somebody else, or come back. */
export class Shelf extends Step {
  constructor(private readonly stocked: boolean) {
    super(stocked ? "goods arrive" : "goods are sold out")
  }
  async act(sale: Sale, world: World): Promise<void> {
    await world.stock(this.stocked ? 1000 : 0)
    sale.stocked = this.stocked
  }
}

/** QPay, or the bank, gives a payment back at its own desk. */
export class RefundAtQPay extends Step {
  constructor(private readonly which: number) {
    super(`QPay gives ${which} back`)
  }
  override check = (sale: Readonly<Sale>) =>
    (sale.invoices[this.which]?.payments.length ?? 0) > 0 && sale.returnedBy !== "staff"
  async act(sale: Sale, world: World): Promise<void> {
    const { payments } = await world.qpay.invoice((await world.issued())[this.which]!.invoice_id)
    const paid = payments.find(({ status }) => status === "PAID")
    if (paid) await world.qpay.send("POST", `/_sim/payments/${paid.payment_id}/refund`, {})
    sale.givenBack = true
    sale.returnedBy = "QPay"
  }
}

/** Staff refund the order's payment in Medusa admin, or a part of it. */
export class StaffRefund extends Step {
  constructor(private readonly amount: number | undefined) {
    super(`staff refund ${amount ?? "all"}`)
  }
  override check = (sale: Readonly<Sale>) => sale.ordered
  async act(sale: Sale, world: World): Promise<void> {
    const [payment] = await world.payments()
    sale.handled = true
    if (!payment) return
    await world.shop.admin("POST", `/payments/${payment.id}/refund`, {
      amount: this.amount ?? Number(payment.captured),
    })
  }
}

/** Staff cancel the order. */
export class CancelOrder extends Step {
  constructor() {
    super("staff cancel the order")
  }
  override check = (sale: Readonly<Sale>) => sale.ordered
  async act(sale: Sale, world: World): Promise<void> {
    const [order] = (await world.books()).orders
    sale.handled = true
    if (order && !order.canceled) await world.shop.admin("POST", `/orders/${order.id}/cancel`, {})
  }
}

/** Staff send a named sum back by bank, and record it. */
export class SendBack extends Step {
  constructor() {
    super("staff send a named sum back by bank")
  }
  override check = (sale: Readonly<Sale>) =>
    sale.invoices.some(({ payments }) => payments.length > 0) && sale.returnedBy !== "QPay"
  async act(sale: Sale, world: World): Promise<void> {
    const rows = await world.rows()
    const lines = (
      await Promise.all(rows.map(({ id }) => world.shop.ledger.attention.list({ invoiceRowId: id, openOnly: true })))
    ).flat()
    const line = lines.find(({ reason }) => reason !== "unreadable")
    if (!line) return
    sale.handled = true
    sale.returnedBy = "staff"
    await world.shop.ledger.attention.resolve(line.qpay_invoice_id, [line.reason], {
      actor: "admin:test",
      resolution: "returned_by_bank",
    })
  }
}

/** The hour of every live QR is over. */
export class Expire extends Step {
  constructor() {
    super("QRs expire")
  }
  act(_sale: Sale, world: World): Promise<void> {
    return world.letQRsExpire()
  }
}

/** The job has its turn: after it nothing is unheard and nothing unnamed. */
export class Reconcile extends Step {
  constructor() {
    super("reconcile")
  }
  protected override readonly heard = true
  act(_sale: Sale, world: World): Promise<void> {
    return world.reconcile()
  }
}
