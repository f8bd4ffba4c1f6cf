import { Modules } from "@medusajs/framework/utils"
import { placedOrder } from "../../src/settlement/placed-order"
import { reconcile } from "../../src/settlement/reconcile"
import { readSale } from "../../src/settlement/sale"
import { takeBackOrder } from "../../src/settlement/take-back-order"
import { eventually } from "../support/eventually"
import { withShop } from "../support/suite"

withShop("orders that Medusa leaves unfinished", ({ shop, qpay }) => {
  /** Core stops in the middle of a completion that fails while its steps' states are being stored this slowly. */
  const slowDown = async (seconds: number) => {
    await shop().db.raw(
      `CREATE OR REPLACE FUNCTION slow_store() RETURNS trigger AS $$ BEGIN
         IF NEW.state = 'waiting_to_compensate' THEN PERFORM pg_sleep(${seconds}); END IF; RETURN NEW; END $$ LANGUAGE plpgsql`
    )
    await shop().db.raw(
      `CREATE OR REPLACE TRIGGER slow_store BEFORE INSERT OR UPDATE ON workflow_execution
         FOR EACH ROW EXECUTE FUNCTION slow_store()`
    )
  }
  afterEach(() => shop().db.raw("DROP TRIGGER IF EXISTS slow_store ON workflow_execution"))

  const count = async (table: string) => Number((await shop().db(table).whereNull("deleted_at").count())[0]?.count)
  const stock = (quantity: number) =>
    shop()
      .db("inventory_level")
      .update({
        stocked_quantity: quantity,
        raw_stocked_quantity: JSON.stringify({ value: String(quantity), precision: 20 }),
      })
  const promote = async () => {
    const promotions = shop().container.resolve(Modules.PROMOTION)
    const [promotion] = await promotions.createPromotions([
      {
        code: "ONCE",
        type: "standard",
        status: "active",
        limit: 1,
        application_method: { type: "fixed", target_type: "order", value: 1000, currency_code: "mnt" },
      } as any,
    ])
    return async () => Number((await promotions.retrievePromotion(promotion!.id)).used)
  }

  it.each([0.06, 0.6])(
    "sold out, and the database takes %d s to store a step: the order is taken back, and placed when there is stock",
    async (seconds) => {
      const used = await promote()
      const cartId = await shop().cart()
      expect((await shop().store("POST", `/carts/${cartId}/promotions`, { promo_codes: ["ONCE"] })).status).toBe(200)
      const started = await shop().startSession(await shop().collection(cartId))
      const session = started.data.payment_collection.payment_sessions[0]
      await stock(0)
      await slowDown(seconds)
      await qpay().pay({ invoice_id: session.data.invoice_id })
      expect(await shop().orders()).toEqual([])
      expect(await shop().attention(session.id)).toEqual([{ reason: "paid_without_order", amount: 16000 }])
      const [line] = await shop().ledger.attention.list({ openOnly: true })
      expect(line?.detail).not.toContain("unfinished")
      expect(await count("order_cart")).toBe(0)
      expect(await count("order_payment_collection")).toBe(0)
      expect(await count("reservation_item")).toBe(0)
      expect(await used()).toBe(0)

      // Core's lock of the cart went with it: the storefront need not wait two minutes.
      await stock(100)
      expect((await shop().complete(cartId)).data.type).toBe("order")
      const orders = await shop().ordersOf(cartId)
      expect(orders).toEqual([expect.objectContaining({ captures: [16000], transactions: [16000] })])
      expect(await count("reservation_item")).toBe(1)
      expect(await used()).toBe(1)
      expect((await shop().row(session.id)).state).toBe("settled")
      expect(await shop().attention(session.id)).toEqual([])
      const running = await shop()
        .db("workflow_execution")
        .whereNotIn("state", ["not_started", "done", "reverted", "failed"])
      expect(running).toEqual([])
    }
  )

  it("sold out, paid by card, and core stops in the middle: the money goes back, as core would have sent it", async () => {
    const { session, invoiceId } = await shop().checkout()
    await stock(0)
    await slowDown(0.2)
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    expect(await shop().orders()).toEqual([])
    expect((await qpay().invoice(invoiceId)).payments).toEqual([expect.objectContaining({ status: "REFUNDED" })])
    expect((await shop().row(session.id)).state).toBe("refunded")
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("an order that came before its money, and lacks its last step: it is finished, not placed anew", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    expect((await shop().complete(cartId)).data.type).toBe("order")
    await eventually(async () => expect((await shop().row(session.id)).state).toBe("settled"))
    const [order] = await shop().ordersOf(cartId)
    // A server was killed before that step, and its lock of the cart outlived it: the job named the money.
    const orders = shop().container.resolve(Modules.ORDER)
    const [transaction] = await orders.listOrderTransactions({ order_id: order!.id })
    await orders.deleteOrderTransactions(transaction!.id)
    const { id } = await shop().row(session.id)
    await shop().db("qpay_invoice").where({ id }).update({ state: "attention", reason: "paid_without_order" })
    await shop().ledger.attention.open({ qpay_invoice_id: id, reason: "paid_without_order", amount: 17000 })

    await shop()
      .db("qpay_invoice")
      .where({ id })
      .update({ next_check_at: new Date(0) })
    await reconcile(shop().container, { everySeconds: 0 })
    expect(await shop().ordersOf(cartId)).toEqual([
      expect.objectContaining({ id: order!.id, captures: [17000], transactions: [17000] }),
    ])
    expect((await shop().row(session.id)).state).toBe("settled")
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("another payment's transaction is not this one's", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const row = await shop().row(session.id)
    expect(await placedOrder(shop().container, row)).toBe(row.order_id)
    await shop().db("order_transaction").update({ reference_id: "capt_of_another_payment" })
    expect(await placedOrder(shop().container, row)).toBeNull()
    expect((await readSale(shop().container, row)).booked).toBe(false)
  })

  it("named by a look that the order overtook: the next look ends the line", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const { id } = await shop().row(session.id)
    await shop().ledger.attention.open({ qpay_invoice_id: id, reason: "paid_without_order", amount: 17000 })
    await shop()
      .db("qpay_invoice")
      .where({ id })
      .update({ next_check_at: new Date(0) })
    await reconcile(shop().container, { everySeconds: 0 })
    expect(await shop().attention(session.id)).toEqual([])
  })

  describe("is not certainly one of them, or somebody may be at it", () => {
    const ABANDONED = { now: Date.now() + 24 * 3600_000 }
    const place = async () => {
      const { cartId, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId })
      const [order] = await shop().ordersOf(cartId)
      return { cartId, orderId: order!.id }
    }
    const forget = (orderId: string) => shop().db("order_transaction").where({ order_id: orderId }).delete()
    const cutOff = () => shop().db("workflow_execution").update({ state: "invoking" })
    const takeBack = ({ orderId, cartId }: { orderId: string; cartId: string }, options = {}) =>
      takeBackOrder(shop().container, orderId, cartId, { ...ABANDONED, ...options })

    it("an order whose books show the money", async () => {
      expect(await takeBack(await place())).toBe(false)
      expect(await shop().orders()).toHaveLength(1)
    })

    it("young; with a cart that somebody holds; alone: only then it goes", async () => {
      const placed = await place()
      await forget(placed.orderId)
      expect(await takeBack(placed)).toBe(false) // core's record says that it finished what made this order
      await shop().db("workflow_execution").update({ state: "reverted" })
      expect(await takeBack(placed)).toBe(false) // ended as well: somebody wrote this order by hand
      await cutOff()
      expect(await takeBack(placed, { now: Date.now() })).toBe(false)
      const locking = shop().container.resolve(Modules.LOCKING)
      await locking.acquire(placed.cartId, { ownerId: "somebody", expire: 60 })
      expect(await takeBack(placed)).toBe(false)
      await locking.release(placed.cartId, { ownerId: "somebody" })
      expect(await takeBack(placed)).toBe(true)
      expect(await shop().orders()).toEqual([])
    })

    it("young, and somebody else's run made it: another server without a common lock", async () => {
      const placed = await place()
      await forget(placed.orderId)
      expect(await takeBack(placed, { now: Date.now(), ended: true })).toBe(false)
      expect(await shop().orders()).toHaveLength(1)
    })

    it.each([
      ["was there before its money", { table: "payment", set: { captured_at: new Date(Date.now() + 60_000) } }],
      ["has money that was not captured", { table: "payment", set: { captured_at: null } }],
      ["is canceled", { table: "order", set: { canceled_at: new Date() } }],
      ["was edited", { table: "order", set: { version: 2 } }],
    ])("an order that %s", async (_name, { table, set }) => {
      const placed = await place()
      await forget(placed.orderId)
      await shop().db(table).update(set)
      expect(await takeBack(placed)).toBe(false)
      expect(await shop().db("order")).toHaveLength(1)
    })
  })
})
