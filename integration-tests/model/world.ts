import { Modules } from "@medusajs/framework/utils"
import { SETTLE_REQUESTED } from "../../src/settlement/events"
import { reconcile } from "../../src/settlement/reconcile"
import type { InvoiceView, QPay } from "../support/qpay"
import { ok, type Shop } from "../support/shop"
import type { Books, Invoice, Order } from "./books"

/** Ends a test whose shop never comes to rest. */
const REST_MS = 120_000

/** One shopper's cart in the real shop, and everybody who may touch it: shopper, staff, QPay, time. */
export class World {
  private constructor(
    readonly shop: Shop,
    readonly qpay: QPay,
    readonly cartId: string,
    readonly collectionId: string
  ) {}

  static async open(shop: Shop, qpay: QPay): Promise<World> {
    await stock(shop, 1000)
    const cartId = await shop.cart()
    return new World(shop, qpay, cartId, await shop.collection(cartId))
  }

  /** The invoices QPay has issued for this cart, oldest first. */
  async issued(): Promise<InvoiceView[]> {
    const numbers = (await this.rows()).map((row) => row.sender_invoice_no)
    return (await this.qpay.invoices()).filter((invoice) => numbers.includes(invoice.sender_invoice_no))
  }

  rows() {
    return this.shop.ledger.ofCart(this.cartId)
  }

  async stock(pieces: number): Promise<void> {
    await stock(this.shop, pieces)
  }

  /** An interval long enough for every throttle and every pause between two tries to be over. */
  async letTimePass(): Promise<void> {
    const past = this.shop.db.raw("now() - interval '1 second'")
    const mine = () => this.shop.db("qpay_invoice").where({ cart_id: this.cartId })
    await mine().update({ last_asked_at: null, last_checked_at: null, created_at: this.minutesAgo(5) })
    await mine()
      .where("next_check_at", "<", this.shop.db.raw("now() + interval '55 minutes'"))
      .update({ next_check_at: past })
  }

  /** The hour that a QR lives is over. */
  async letQRsExpire(): Promise<void> {
    const open = this.shop.db("qpay_invoice").where({ cart_id: this.cartId, state: "open" })
    await open.update({ expires_at: this.minutesAgo(1), next_check_at: this.minutesAgo(1) })
  }

  /** The job's turns until it has nothing more to do. */
  async reconcile(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
      await this.letTimePass()
      await reconcile(this.shop.container, { everySeconds: 0 })
      await this.settleDown()
    }
  }

  /** Runs something as a process that dies before it can wake anybody: what it wanted to tell is forgotten. */
  async forgetful<T>(work: () => Promise<T>): Promise<T> {
    const bus = this.shop.container.resolve(Modules.EVENT_BUS)
    const emit = bus.emit.bind(bus)
    const spy = jest.spyOn(bus, "emit").mockImplementation(async (data, options) => {
      if (!JSON.stringify(data).includes(SETTLE_REQUESTED)) await emit(data as never, options)
    })
    try {
      return await work()
    } finally {
      spy.mockRestore()
    }
  }

  /** Waits until nobody is at work any more: no lease is held and the books stand still. */
  async settleDown(): Promise<void> {
    let before = ""
    const until = Date.now() + REST_MS
    while (Date.now() < until) {
      const rows = await this.rows()
      const now = JSON.stringify([rows.map(({ id, state, reason }) => [id, state, reason]), await this.lines(rows)])
      const busy = (rows as { lease_owner?: string | null }[]).some((row) => row.lease_owner)
      if (!busy && now === before) return
      before = now
      await new Promise((resolve) => setTimeout(resolve, 120))
    }
    throw new Error("the shop does not come to rest")
  }

  async books(): Promise<Books> {
    const rows = await this.rows()
    const [orders, payments, lines, atQPay] = await Promise.all([
      this.orders(),
      this.payments(),
      this.lines(rows),
      this.qpay.invoices(),
    ])
    const invoices = rows.map(async (row, at): Promise<Invoice> => {
      const real = atQPay.find(
        (invoice) => invoice.sender_invoice_no === row.sender_invoice_no || invoice.invoice_id === row.invoice_id
      )
      const payment = payments.find((candidate) => candidate.invoice_id === row.invoice_id && row.invoice_id)
      return {
        name: `invoice ${at}`,
        amount: row.amount,
        sessionAmount: row.session_amount,
        payable: real?.status === "OPEN" && row.invoice_id !== null,
        atQPay: (real?.payments ?? []).map(({ payment_id, status, amount }) => ({ id: payment_id, status, amount })),
        inLedger: row.payments.map(({ payment_id, status, amount }) => ({
          id: payment_id,
          status,
          amount: Number(amount),
        })),
        state: row.state,
        orderId: row.order_id,
        pays: orders.length > 0 && Number(payment?.captured ?? 0) > 0,
        trail: (await this.shop.ledger.events(row.id)).map(({ type }) => type),
        lines: lines
          .filter((line) => line.qpay_invoice_id === row.id)
          .map((line) => ({
            reason: line.reason,
            amount: Number(line.amount),
            resolution: line.resolution,
            resolved: line.resolved_at !== null,
            by: line.resolved_by,
            booked: line.booked_at !== null,
          })),
        captured: Number(payment?.captured ?? 0),
        captures: Number(payment?.captures ?? 0),
        refunded: Number(payment?.refunded ?? 0),
      }
    })
    return { orders, invoices: await Promise.all(invoices) }
  }

  async cartTotal(): Promise<number> {
    const { data } = await this.shop.store("GET", `/carts/${this.cartId}?fields=total`)
    return data.cart.total
  }

  /** Medusa's payments of this cart, newest first. */
  async payments(): Promise<Record<string, any>[]> {
    const { rows } = await this.shop.db.raw(
      `SELECT p.id, p.data->>'invoice_id' AS invoice_id,
              (SELECT sum(amount) FROM capture k WHERE k.payment_id = p.id AND k.deleted_at IS NULL) AS captured,
              (SELECT count(*) FROM capture k WHERE k.payment_id = p.id AND k.deleted_at IS NULL) AS captures,
              (SELECT sum(amount) FROM refund r WHERE r.payment_id = p.id AND r.deleted_at IS NULL) AS refunded
         FROM payment p WHERE p.payment_collection_id = ? AND p.deleted_at IS NULL ORDER BY p.id DESC`,
      [this.collectionId]
    )
    return rows
  }

  private async orders(): Promise<Order[]> {
    const { rows } = await this.shop.db.raw(
      `SELECT o.id, o.canceled_at IS NOT NULL AS canceled, o.total FROM (
         SELECT o.*, (SELECT t.totals->>'original_order_total' FROM order_summary t
                       WHERE t.order_id = o.id AND t.deleted_at IS NULL ORDER BY version DESC LIMIT 1)::numeric AS total
           FROM "order" o JOIN order_cart l ON l.order_id = o.id AND l.deleted_at IS NULL
          WHERE l.cart_id = ? AND o.deleted_at IS NULL) o`,
      [this.cartId]
    )
    return rows.map((row: Order) => ({ ...row, total: Number(row.total) }))
  }

  private lines(rows: { id: string }[]): Promise<Record<string, any>[]> {
    const ids = rows.map(({ id }) => id)
    return this.shop.db("qpay_attention").whereIn("qpay_invoice_id", ids).orderBy("id")
  }

  private minutesAgo(minutes: number) {
    return this.shop.db.raw("now() - make_interval(mins => ?)", [minutes])
  }
}

async function stock(shop: Shop, pieces: number): Promise<void> {
  const raw = JSON.stringify({ value: String(pieces), precision: 20 })
  await shop.db("inventory_level").update({ stocked_quantity: pieces, raw_stocked_quantity: raw })
}

/** A QR that nobody pays keeps QPay's account open, so that the job reads its list. */
export async function openBystander(shop: Shop): Promise<void> {
  const { session } = await shop.checkout()
  ok(await shop.status(session.id))
}
