import { Modules } from "@medusajs/framework/utils"
import { SETTLE_REQUESTED } from "../../src/settlement/events"
import { eventually } from "../support/eventually"
import { SubscriberWork } from "../support/subscriber-work"
import { withShop } from "../support/suite"

/** Ways in which money was once lost, doubled or left unnamed. Each has its own defence; none may fall. */
withShop("attacks on the promise", ({ shop, qpay }) => {
  const db = () => shop().container.resolve("__pg_connection__")
  const raw = (value: number) => JSON.stringify({ value: String(value), precision: 20 })
  const addItem = (cartId: string, quantity = 1) =>
    shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity })
  const stock = (n: number) => db()("inventory_level").update({ stocked_quantity: n, raw_stocked_quantity: raw(n) })
  const drift = (cartId: string) =>
    db()("cart_line_item")
      .where({ cart_id: cartId })
      .update({ unit_price: 20000, raw_unit_price: raw(20000) })
  const refund = (paymentId: string | undefined, amount?: number) =>
    shop().admin("POST", `/payments/${paymentId}/refund`, { amount })
  /** How often settlement was requested by `work` and by all that followed from it. It fails if that never ends. */
  const settlementsRequestedBy = async (work: () => Promise<unknown>) => {
    const subscribers = SubscriberWork.watch(shop().container)
    try {
      await work()
      await subscribers.idle()
      return subscribers.count(SETTLE_REQUESTED)
    } finally {
      subscribers.stop()
    }
  }
  const knock = async (invoiceId: string | undefined) => {
    const url = new URL((await qpay().invoice(String(invoiceId))).callback_url)
    return shop().send("GET", url.pathname + url.search)
  }

  it("held for another total, then the cart is as it was: an order, and not a moment without a name", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    const added = await addItem(cartId)
    expect(added.status).toBe(200)
    await qpay().pay({ invoice_id: invoiceId, force: true })
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
    const itemId = added.data.cart.items[0].id
    const back = await shop().store("POST", `/carts/${cartId}/line-items/${itemId}`, { quantity: 1 })
    expect(back).toMatchObject({ status: 409, data: { code: "qpay_payment_held" } })
    expect(await shop().attention(session.id)).toHaveLength(1)
    // Staff put the cart right, as they would in Medusa's own tables or a plugin's page.
    await shop().db("cart_line_item").where({ id: itemId }).update({ quantity: 1 })
    await shop().letTimePass(session.id)
    await shop().check(session.id)
    expect(await shop().attention(session.id)).toEqual([])
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ total: 17000, captures: [17000] })])
  })

  it("refunded card invoice is paid again: the second money is named", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    const [order] = await shop().ordersOf(cartId)
    expect((await refund(order?.payments[0]?.id, 17000)).status).toBe(200)
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    const { callbacks } = await qpay().pay({ invoice_id: invoiceId, force: true })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200 })])
    expect(await shop().row(session.id)).toMatchObject({ paid_amount: 17000 })
    expect(await shop().attention(session.id)).not.toEqual([])
  })

  it("paid twice by card, one refunded through Medusa: the other must stay named", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    const first = await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    await qpay().pay({ invoice_id: invoiceId, type: "CARD", force: true })
    expect(await shop().attention(session.id)).toEqual([{ reason: "duplicate", amount: 17000 }])
    const [order] = await shop().ordersOf(cartId)
    expect((await refund(order?.payments[0]?.id, 17000)).status).toBe(200)
    expect(await shop().attention(session.id)).toEqual([{ reason: "duplicate", amount: 17000 }])
    await qpay().callback({ invoice_id: invoiceId, payment_id: first.payment_ids[0] })
    const [after] = await shop().ordersOf(cartId)
    expect(after).toMatchObject({ captures: [17000], refunds: [17000] })
    expect((await qpay().invoice(invoiceId)).payments.filter((p) => p.status === "PAID")).toHaveLength(1)
    expect(await shop().attention(session.id)).not.toEqual([])
  })

  it("two manual partial refunds: the second debt is named too and can be booked", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "P2P" })
    const [order] = await shop().ordersOf(cartId)
    const pid = order?.payments[0]?.id
    await refund(pid, 5000)
    expect(await shop().attention(session.id)).toEqual([{ reason: "refund_owed", amount: 5000 }])
    const row = await shop().row(session.id)
    const returned = () =>
      shop().ledger.attention.resolve(row.id, ["refund_owed"], { actor: "admin:t", resolution: "returned_by_bank" })
    await returned()
    expect((await refund(pid, 5000)).status).toBe(200)
    const second = await refund(pid, 5000)
    expect(second.status).toBe(400)
    expect(second.data.message).toContain("needs-attention list")
    expect(await shop().attention(session.id)).toEqual([{ reason: "refund_owed", amount: 5000 }])
    expect(await returned()).toBe(1)
    expect((await refund(pid, 5000)).status).toBe(200)
  })

  it("PARTIAL money seen while the cart changes is named", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, status: "PARTIAL", amount: 5000, callback: "lost" })
    expect((await addItem(cartId)).status).toBe(200)
    const row = await shop().row(session.id)
    expect(row.payments).toHaveLength(1)
    expect({ state: row.state, lines: await shop().attention(session.id) }).toEqual({
      state: "attention",
      lines: [{ reason: "underpaid", amount: 5000 }],
    })
  })

  it("complete finds an underpayment (callback lost): it is named within seconds", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 5000, callback: "lost" })
    const done = await shop().complete(cartId)
    expect(done.data.error.message).toContain("5,000")
    expect(await shop().row(session.id)).toMatchObject({ paid_amount: 5000 })
    await eventually(async () =>
      expect(await shop().attention(session.id)).toEqual([{ reason: "underpaid", amount: 5000 }])
    )
  })

  it("complete finds a paid but drifted cart (callback lost): it is named within seconds", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await db()("cart_line_item")
      .where({ cart_id: cartId })
      .update({ unit_price: 20000, raw_unit_price: JSON.stringify({ value: "20000", precision: 20 }) })
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    const done = await shop().complete(cartId)
    expect(done.data.type).toBe("cart")
    expect(await shop().row(session.id)).toMatchObject({ paid_amount: 17000 })
    await eventually(async () =>
      expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
    )
  })

  it("cart without shipping, paid; then items are added: no order at a wrong sum", async () => {
    const address = { first_name: "A", last_name: "B", address_1: "1", city: "UB", country_code: "mn" }
    const created = await shop().store("POST", "/carts", {
      region_id: shop().demo.region_id,
      email: "x@example.mn",
      shipping_address: address,
      billing_address: address,
      items: [{ variant_id: shop().variant(12000), quantity: 1 }],
    })
    const cartId = created.data.cart.id
    const collectionId = await shop().collection(cartId)
    const started = await shop().startSession(collectionId)
    const session = started.data.payment_collection.payment_sessions[0]
    await qpay().pay({ invoice_id: session.data.invoice_id })
    expect(await shop().attention(session.id)).toEqual([{ reason: "paid_without_order", amount: 12000 }])
    const tries: number[] = []
    const insist = async (work: () => Promise<any>) => {
      for (let i = 0; i < 4; i++) {
        const { status } = await work()
        tries.push(status)
        if (status === 200) return
      }
    }
    await insist(() => addItem(cartId, 9))
    await insist(() =>
      shop().store("POST", `/carts/${cartId}/shipping-methods`, { option_id: shop().demo.shipping_option_id })
    )
    await shop().complete(cartId)
    const orders = await shop().ordersOf(cartId)
    for (const order of orders) expect(order.captures).toEqual([order.total])
  })

  it("card auto-refunded (stock out), stock back, paid again on the new session: an order", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    await stock(100)
    const again = await shop().startSession(collectionId)
    expect(again.status).toBe(200)
    const fresh = again.data.payment_collection.payment_sessions.find((s: any) => s.id !== session.id)
    await qpay().pay({ invoice_id: fresh.data.invoice_id })
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
  })

  it("paid without order, then refunded by QPay: the shopper's completion gives no paid order", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().fault({ on: "refund", kind: "status", status: 500, times: 0 })
    const paid = await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    expect(await shop().attention(session.id)).toEqual([{ reason: "paid_without_order", amount: 17000 }])
    await qpay().clearFaults()
    await qpay().send("POST", `/_sim/payments/${paid.payment_ids[0]}/refund`, {})
    await shop().letTimePass(session.id)
    await shop().check(session.id)
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded", paid_amount: 0 })
    await stock(100)
    await shop().complete(cartId)
    expect(await shop().ordersOf(cartId)).toEqual([])
  })

  it("paid_without_order, then the storefront completes: the line ends, or staff return the money of a real order", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId })
    await stock(100)
    expect((await shop().complete(cartId)).data.type).toBe("order")
    await eventually(async () => {
      expect({ s: (await shop().row(session.id)).state, l: await shop().attention(session.id) }).toEqual({
        s: "settled",
        l: [],
      })
    })
  })

  it("a session id planted while a creation is in flight does not cancel a stranger's invoice", async () => {
    const victim = await shop().checkout()
    const collectionId = await shop().collection(await shop().cart())
    await qpay().fault({ on: "create", kind: "slow", ms: 3000 })
    const first = shop().startSession(collectionId, { data: { session_id: victim.session.id } })
    await eventually(async () => expect(await qpay().invoices()).toHaveLength(2))
    await shop().startSession(collectionId)
    await first
    expect((await qpay().invoice(victim.invoiceId)).status).toBe("OPEN")
  })

  it("staff returned the money of a paid_without_order by bank; the shopper then completes: no order", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId })
    const r = await shop().row(session.id)
    await shop().ledger.attention.resolve(r.id, ["paid_without_order"], {
      actor: "admin:t",
      resolution: "returned_by_bank",
    })
    await stock(100)
    await shop().complete(cartId)
    expect(await shop().ordersOf(cartId)).toEqual([])
  })

  it("a held payment whose cart costs something else: one refused change does not wake itself for ever", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    await drift(cartId)
    await qpay().pay({ invoice_id: invoiceId })
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
    expect(await settlementsRequestedBy(() => shop().startSession(collectionId))).toBeLessThanOrEqual(1)
  })

  it("the price in the cart drifted, QPay cannot cancel: one refused change, then calls for ever?", async () => {
    const { cartId, collectionId } = await shop().checkout()
    await db()("cart_line_item")
      .where({ cart_id: cartId })
      .update({ unit_price: 20000, raw_unit_price: JSON.stringify({ value: "20000", precision: 20 }) })
    await qpay().fault({ on: "cancel_invoice", kind: "status", status: 500, times: 0 })
    await qpay().forgetCalls()
    expect(await settlementsRequestedBy(() => shop().startSession(collectionId))).toBeLessThanOrEqual(2)
    expect((await qpay().counts()).cancel_invoice).toBeLessThan(10)
  })

  it("a lost creation, paid, its callback without a payment id: named", async () => {
    const known = await shop().checkout()
    const collectionId = await shop().collection(await shop().cart())
    await qpay().fault({ on: "create", kind: "cut_after" })
    await shop().startSession(collectionId)
    const lost = (await qpay().invoices()).find((i) => i.invoice_id !== known.invoiceId)
    await qpay().pay({ invoice_id: lost?.invoice_id, callback: "lost" })
    const a = await knock(lost?.invoice_id)
    expect(a.status).toBe(503)
  })

  it("recorded, not placed, the price drifts, one callback: no order at the wrong sum", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId })
    await stock(100)
    await drift(cartId)
    await qpay().callback({ invoice_id: invoiceId })
    expect(await shop().ordersOf(cartId)).toEqual([])
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
    const done = await shop().complete(cartId)
    expect(done.status).toBe(400)
    expect(done.data.message).toContain("We have your payment")
    expect(await shop().ordersOf(cartId)).toEqual([])
  })

  it("card refunded by core, the old QR paid once more: named, and no stranger's cart is completed", async () => {
    const stranger = await shop().checkout()
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    await stock(100)
    await qpay().pay({ invoice_id: invoiceId, force: true })
    expect(await shop().ordersOf(stranger.cartId)).toEqual([])
    expect(await shop().ordersOf(cartId)).toEqual([])
    expect(await shop().attention(session.id)).toEqual([{ reason: "duplicate", amount: 17000 }])
  })

  it.each([
    ["a negative payment", { payment_status: "PAID", payment_amount: "-17000.00" }],
    ["an amount that is none", { payment_status: "FAILED", payment_amount: null }],
    ["an amount beyond reason", { payment_status: "PAID", payment_amount: "1e22" }],
  ])(
    "%s in QPay's answer: nothing is placed, the line says unreadable, and the next good answer ends it",
    async (_name, odd) => {
      const { cartId, session, invoiceId } = await shop().checkout()
      const row = (payment: object) => ({ payment_id: "1", payment_currency: "MNT", payment_type: "P2P", ...payment })
      const good = { payment_id: "2", payment_status: "PAID", payment_amount: "17000.00" }
      const body = { count: 2, paid_amount: 17000, rows: [row(good), row(odd)] }
      await qpay().fault({ on: "check", kind: "status", status: 200, body, times: 0 })
      const { callbacks } = await qpay().pay({ invoice_id: invoiceId })
      expect(callbacks).toEqual([expect.objectContaining({ status: 503 })])
      expect(await shop().attention(session.id)).toEqual([{ reason: "unreadable", amount: 17000 }])
      await qpay().clearFaults()
      await qpay().callback({ invoice_id: invoiceId })
      expect(await shop().ordersOf(cartId)).toHaveLength(1)
      expect(await shop().attention(session.id)).toEqual([])
    }
  )

  it("a cart change gets into the order while it is placed: the order stays, the difference is named", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    // Core records the payment; then the cart gets dearer without anybody noticing, and the order is made of that.
    const cart = () => shop().db("cart_line_item").where({ cart_id: cartId })
    const price = (unit_price: number) =>
      cart().update({ unit_price, raw_unit_price: JSON.stringify({ value: String(unit_price), precision: 20 }) })
    const payments = shop().container.resolve(Modules.PAYMENT)
    const authorize = payments.authorizePaymentSession.bind(payments)
    const spy = jest.spyOn(payments, "authorizePaymentSession").mockImplementation(async (...args) => {
      const payment = await authorize(...args)
      await price(20000)
      return payment
    })
    await qpay().pay({ invoice_id: invoiceId })
    spy.mockRestore()
    const [order] = await shop().ordersOf(cartId)
    expect(order).toMatchObject({ total: 25000, captures: [17000] })
    expect(await shop().row(session.id)).toMatchObject({ state: "settled" })
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 8000 }])
  })
})
