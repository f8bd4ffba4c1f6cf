import { Modules } from "@medusajs/framework/utils"
import { idAt } from "../../src/settlement/recent-ids"
import { reconcile } from "../../src/settlement/reconcile"
import { orderDue } from "../../src/settlement/sale"
import { eventually } from "../support/eventually"
import { withShop } from "../support/suite"

interface Heard {
  name: string
  data: Record<string, unknown>
}

withShop("events", ({ shop, qpay }) => {
  const NAMES = ["qpay.payment.settled", "qpay.payment.attention", "qpay.refund.owed"]
  let heard: Heard[] = []

  beforeAll(() => {
    const bus = shop().container.resolve(Modules.EVENT_BUS)
    for (const name of NAMES) {
      bus.subscribe(name, async ({ data }) => void heard.push({ name, data: data as Heard["data"] }), {
        subscriberId: `test-${name}`,
      })
    }
  })
  beforeEach(() => (heard = []))

  const named = (name: string) => heard.filter((event) => event.name === name).map(({ data }) => data)
  const run = (now?: Date) => reconcile(shop().container, { everySeconds: 0, now })
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const cancel = async (cartId: string) => {
    const [order] = await shop().ordersOf(cartId)
    expect((await shop().admin("POST", `/orders/${order!.id}/cancel`)).status).toBe(200)
    return order!
  }

  it("settled is told once, however often and from wherever QPay's payment is heard of", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "double" })
    await qpay().callback({ invoice_id: invoiceId, times: 3, parallel: true })
    await shop().check(session.id)
    await run()
    const [order] = await shop().ordersOf(cartId)
    await eventually(() => expect(named("qpay.payment.settled")).not.toEqual([]))
    expect(named("qpay.payment.settled")).toEqual([
      {
        id: expect.stringMatching(/^qpann_/),
        payment_session_id: session.id,
        invoice_id: invoiceId,
        cart_id: cartId,
        order_id: order!.id,
        amount: 17000,
        paid_amount: 17000,
        currency_code: "mnt",
      },
    ])
    expect(await shop().db("qpay_announcement").select()).toEqual([])
  })

  it("settled is told once when the storefront completes, where core tells of no capture", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    expect((await shop().complete(cartId)).data.type).toBe("order")
    await eventually(() => expect(named("qpay.payment.settled")).toHaveLength(1))
    await run()
    expect(named("qpay.payment.settled")).toHaveLength(1)
  })

  it("attention is told once per line, and again when more money is at stake", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 5000 })
    await qpay().callback({ invoice_id: invoiceId, times: 2 })
    await eventually(() => expect(named("qpay.payment.attention")).toHaveLength(1))
    await qpay().pay({ invoice_id: invoiceId, amount: 2000, force: true })
    await eventually(() => expect(named("qpay.payment.attention")).toHaveLength(2))
    const about = { payment_session_id: session.id, reason: "underpaid" }
    expect(named("qpay.payment.attention")).toEqual([
      expect.objectContaining({ ...about, amount_at_stake: 5000, since: expect.stringMatching(/^\d{4}-/) }),
      expect.objectContaining({ ...about, amount_at_stake: 7000 }),
    ])
    expect(new Set(heard.map(({ data }) => data.id)).size).toBe(heard.length)
  })

  it("what a server that died did not tell, the job tells", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    const row = await shop().row(session.id)
    await shop().ledger.attention.open({ qpay_invoice_id: row.id, reason: "late", amount: 17000 })
    await shop()
      .db("qpay_announcement")
      .update({ claimed_until: shop().db.raw("now() - interval '1 second'") })
    expect(named("qpay.payment.attention")).toEqual([])
    await run()
    expect(named("qpay.payment.attention")).toHaveLength(1)
  })

  it("an event the bus does not take stays in the ledger until it does", async () => {
    const { session } = await shop().checkout()
    const row = await shop().row(session.id)
    await shop().ledger.attention.open({ qpay_invoice_id: row.id, reason: "late", amount: 17000 })
    const bus = shop().container.resolve(Modules.EVENT_BUS)
    const emit = jest.spyOn(bus, "emit").mockRejectedValue(new Error("bus away"))
    await run()
    emit.mockRestore()
    expect(await shop().db("qpay_announcement").select()).toHaveLength(1)
    await shop()
      .db("qpay_announcement")
      .update({ claimed_until: shop().db.raw("now() - interval '1 second'") })
    await run()
    expect(named("qpay.payment.attention")).toHaveLength(1)
  })

  it("order cancelled, its transfer cannot be returned: core books a refund, the ledger says what is owed", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const order = await cancel(cartId)
    await eventually(async () =>
      expect(await shop().attention(session.id)).toEqual([{ reason: "refund_owed", amount: 17000 }])
    )
    const [after] = await shop().ordersOf(cartId)
    expect(after!.transactions).toEqual([17000, -17000])
    expect(after!.refunds).toEqual([])
    await eventually(() => expect(named("qpay.refund.owed")).toHaveLength(1))
    expect(named("qpay.refund.owed")[0]).toMatchObject({
      order_id: order.id,
      reason: "refund_owed",
      amount_at_stake: 17000,
    })
  })

  it("order of a card payment cancelled while QPay is away: the debt is named", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    for (const on of ["refund", "get_payment"]) await qpay().fault({ on, kind: "cut", times: 0 })
    await cancel(cartId)
    await eventually(async () =>
      expect(await shop().attention(session.id)).toEqual([{ reason: "refund_owed", amount: 17000 }])
    )
  })

  it("order of a card payment cancelled: the money goes back, and nothing is owed", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    await cancel(cartId)
    await run()
    expect((await qpay().invoice(invoiceId)).payments[0]).toMatchObject({ status: "REFUNDED" })
    expect(await shop().attention(session.id)).toEqual([])
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
  })

  it("a cancellation nobody told us of is found by the job", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const [order] = await shop().ordersOf(cartId)
    await shop().db("order").where({ id: order!.id }).update({ status: "canceled", canceled_at: new Date() })
    await run()
    expect(await shop().attention(session.id)).toEqual([{ reason: "refund_owed", amount: 17000 }])
  })

  it("server killed between a refund's booking and its making: the debt is named, and nothing is named twice", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const [order] = await shop().ordersOf(cartId)
    const amount = { amount: 17000, raw_amount: JSON.stringify({ value: "17000", precision: 20 }) }
    const id = `${idAt("ref", new Date(Date.now() - 3 * 60_000))}0000000000000000`
    await shop()
      .db("refund")
      .insert({ id, payment_id: order!.payments[0]!.id, ...amount })
    await run()
    expect(await shop().attention(session.id)).toEqual([{ reason: "refund_owed", amount: 17000 }])
    await qpay().callback({ invoice_id: invoiceId, payment_id: "0" })
    expect(await shop().attention(session.id)).toHaveLength(1)
    expect((await shop().admin("POST", `/orders/${order!.id}/cancel`)).status).toBe(200)
    await run()
    expect(await shop().attention(session.id)).toHaveLength(1)
  })

  it("server killed between a refund's payment and its order: the order's books get it, once, and ask for nothing", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    const [order] = await shop().ordersOf(cartId)
    const books = async () => {
      const [{ transactions } = { transactions: [] }] = await shop().ordersOf(cartId)
      return { transactions, due: await orderDue(shop().container, order!.id) }
    }
    // Core's workflow up to where the server dies.
    await shop().container.resolve(Modules.PAYMENT).refundPayment({ payment_id: order!.payments[0]!.id, amount: 17000 })
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    await run()
    // It may still be under way.
    expect(await books()).toEqual({ transactions: [17000], due: 0 })
    await run(inMinutes(2))
    expect(await books()).toEqual({ transactions: [17000], due: 0 })
    const later = inMinutes(6)
    const runs = [1, 2, 3].map(() => reconcile(shop().container, { everySeconds: 0, now: later }))
    await Promise.all(runs)
    await run(later)
    expect(await books()).toEqual({ transactions: [17000, -17000], due: 0 })
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("paid and returned before the cart's order, which another payment bought: not booked as that order's refund", async () => {
    const { cartId, collectionId, invoiceId } = await shop().checkout()
    const stock = (value: number) =>
      shop()
        .db("inventory_level")
        .update({
          stocked_quantity: value,
          raw_stocked_quantity: JSON.stringify({ value: String(value), precision: 20 }),
        })
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    expect((await qpay().invoice(invoiceId)).payments[0]).toMatchObject({ status: "REFUNDED" })
    await stock(100)
    const started = await shop().startSession(collectionId)
    await qpay().pay({ invoice_id: started.data.payment_collection.payment_sessions[0].data.invoice_id })
    const [order] = await shop().ordersOf(cartId)
    expect(order).toMatchObject({ refunds: [17000], transactions: [17000], total: 17000 })
    await run(inMinutes(6))
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ transactions: [17000], total: 17000 })])
    expect(await orderDue(shop().container, order!.id)).toBe(0)
  })

  it("a cancellation cut off after it booked the refund: it is not booked once more", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    const [order] = await shop().ordersOf(cartId)
    const payment_id = order!.payments[0]!.id
    await shop().container.resolve(Modules.PAYMENT).refundPayment({ payment_id, amount: 17000 })
    // As core's cancellation writes it: by the payment's id, not the refund's.
    await shop().container.resolve(Modules.ORDER).addOrderTransactions({
      order_id: order!.id,
      amount: -17000,
      currency_code: "mnt",
      reference: "refund",
      reference_id: payment_id,
    })
    await run(inMinutes(6))
    expect((await shop().ordersOf(cartId))[0]).toMatchObject({ transactions: [17000, -17000] })
  })

  it("a cancellation cut off after a refund that QPay did not make: the order stands as it was, and can be cancelled again", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    const [order] = await shop().ordersOf(cartId)
    const books = async () => {
      const [{ transactions, collectionStatus } = { transactions: [], collectionStatus: "" }] =
        await shop().ordersOf(cartId)
      return { transactions, collectionStatus, due: await orderDue(shop().container, order!.id) }
    }
    // Core books it although the provider could not; the order's own end, its last step, never comes.
    await shop().db.raw(
      `CREATE FUNCTION stop_here() RETURNS trigger AS $$ BEGIN RAISE 'gone'; END $$ LANGUAGE plpgsql;
       CREATE TRIGGER stop_here BEFORE UPDATE ON "order" FOR EACH ROW WHEN (NEW.canceled_at IS NOT NULL) EXECUTE FUNCTION stop_here();
       CREATE TRIGGER stop_here BEFORE DELETE ON order_transaction FOR EACH ROW EXECUTE FUNCTION stop_here();
       CREATE TRIGGER stop_here BEFORE UPDATE ON payment_collection FOR EACH ROW WHEN (OLD.status = 'canceled') EXECUTE FUNCTION stop_here()`
    )
    await qpay().fault({ on: "refund", kind: "status", status: 500, times: 0 })
    expect((await shop().admin("POST", `/orders/${order!.id}/cancel`)).status).toBe(500)
    await shop().db.raw("DROP FUNCTION stop_here CASCADE")
    expect(await books()).toEqual({ transactions: [17000, -17000], collectionStatus: "canceled", due: 17000 })

    await run(inMinutes(3))
    expect((await books()).transactions).toEqual([17000, -17000])
    const later = inMinutes(6)
    await Promise.all([1, 2, 3].map(() => reconcile(shop().container, { everySeconds: 0, now: later })))
    expect(await books()).toEqual({ transactions: [17000], collectionStatus: "completed", due: 0 })

    await qpay().clearFaults()
    expect((await shop().admin("POST", `/orders/${order!.id}/cancel`)).status).toBe(200)
    await run(later)
    expect((await qpay().invoice(invoiceId)).payments[0]).toMatchObject({ status: "REFUNDED" })
    expect((await books()).transactions).toEqual([17000, -17000])
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("a refund whose order is being edited reaches its order's books when the edit ends, whole", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    const [order] = await shop().ordersOf(cartId)
    const order_id = order!.id
    expect((await shop().admin("POST", "/order-edits", { order_id })).status).toBe(200)
    // Core books the payment's refund, and takes back the order's part of it.
    const payment_id = order!.payments[0]!.id
    await shop().container.resolve(Modules.PAYMENT).refundPayment({ payment_id, amount: 17000 })
    await run(inMinutes(6))
    expect((await shop().ordersOf(cartId))[0]).toMatchObject({ refunds: [17000], transactions: [17000] })
    expect((await shop().admin("DELETE", `/order-edits/${order_id}`)).status).toBe(200)
    // A credit that a dying server began is nobody's edit.
    const change = { order_id, change_type: "credit_line", actions: [] }
    const [left] = await shop()
      .container.resolve(Modules.ORDER)
      .createOrderChange([change as never])
    await run(inMinutes(7))
    const after = { transactions: [17000, -17000] }
    expect((await shop().ordersOf(cartId))[0]).toMatchObject(after)
    expect(await orderDue(shop().container, order_id)).toBe(0)
    expect(await shop().db("order_change").where({ id: left!.id }).first("status")).toEqual({ status: "canceled" })
  })

  it("a QR left open when its cart became an order another way is closed at QPay", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    // As after a crash: the other provider's session took over while the invoice stayed open at QPay.
    await shop().db("payment_session").where({ id: session.id }).delete()
    const other = await shop().startSession(collectionId, { providerId: "pp_qpay_branch2" })
    expect(other.status).toBe(200)
    const paid = other.data.payment_collection.payment_sessions[0].data.invoice_id
    await qpay().pay({ invoice_id: paid, callback: "lost" })
    expect((await shop().complete(cartId)).data.type).toBe("order")
    await eventually(async () =>
      expect((await shop().row(session.id)).expires_at!.getTime()).toBeLessThan(Date.now() + 60_000)
    )
    // A machine so busy that QPay takes four seconds for it has the job come back to it.
    await eventually(async () => {
      await shop()
        .db("qpay_invoice")
        .where({ state: "open" })
        .update({ next_check_at: new Date(0) })
      await run()
      expect((await qpay().invoice(invoiceId)).status).toBe("CANCELED")
    })
    expect(await shop().row(session.id)).toMatchObject({ state: "expired" })
  })
})
