import { reconcile } from "../../src/settlement/reconcile"
import { eventually } from "../support/eventually"
import type { Checkout, OrderFacts } from "../support/shop"
import { withShop } from "../support/suite"

withShop("staff resolve what is held", ({ shop, qpay }) => {
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
  const lines = async (query = "") => (await shop().admin("GET", `/qpay/attention${query}`)).data
  const act = (id: string, body: unknown) => shop().admin("POST", `/qpay/attention/${id}`, body)
  const now = async (cartId: string) => (await shop().ordersOf(cartId))[0] as OrderFacts
  const stock = async (quantity: number) => {
    const raw = JSON.stringify({ value: String(quantity), precision: 20 })
    await shop().db("inventory_level").update({ stocked_quantity: quantity, raw_stocked_quantity: raw })
  }

  /** The one open line, which must be of this reason, sum and actions. */
  async function only(reason: string, amount: number, actions: string[]): Promise<string> {
    const { attention, open_count, open_amount } = await lines()
    expect(attention).toEqual([expect.objectContaining({ reason, amount, actions })])
    expect({ open_count, open_amount }).toEqual({ open_count: 1, open_amount: amount })
    return attention[0].id
  }

  /**
   * QPay's books, Medusa's and the ledger's say the same: what QPay holds is what Medusa has captured and not
   * refunded, what staff sent back by bank, and what they accepted as a surplus or set aside.
   */
  async function mustAgree(): Promise<void> {
    const atQPay = (await qpay().invoices()).flatMap(({ payments }) => payments)
    const held = sum(atQPay.filter(({ status }) => status === "PAID").map(({ amount }) => Number(amount)))
    const orders = await shop().orders()
    const resolved = (await lines("?resolved=true")).attention as {
      resolution: string
      reason: string
      amount: number
    }[]
    const of = (match: (line: (typeof resolved)[number]) => boolean) =>
      sum(resolved.filter(match).map(({ amount }) => amount))
    const byBank = of(({ resolution }) => resolution === "returned_by_bank")
    const surplus = of(({ resolution, reason }) => resolution === "accepted" && reason === "overpaid")
    const aside = of(({ resolution }) => resolution === "ignored")
    const inMedusa = sum(orders.flatMap(({ captures, refunds }) => [...captures, ...refunds.map((amount) => -amount)]))
    expect(held - byBank - surplus - aside).toBe(inMedusa)
    // Every order asks for nothing and owes nothing. One that Medusa cancels keeps its total.
    const summaries = await shop()
      .db("order_summary")
      .whereIn("order_id", shop().db("order").whereNull("canceled_at").select("id"))
      .whereNull("deleted_at")
      .orderBy("version")
    const newest = new Map(summaries.map(({ order_id, totals }) => [order_id, Number(totals.pending_difference)]))
    expect([...newest.values()].filter((pending) => pending !== 0)).toEqual([])
    expect((await lines()).attention).toEqual([])
  }

  async function order(type: "CARD" | "P2P" = "P2P"): Promise<Checkout & { order: OrderFacts }> {
    const checkout = await shop().checkout()
    await qpay().pay({ invoice_id: checkout.invoiceId, type })
    return { ...checkout, order: await now(checkout.cartId) }
  }

  it("paid short, accepted: the order is placed, its books ask for no more", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 16000 })
    const id = await only("underpaid", 16000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(id, { action: "accept_amount", amount: 16001 })).data).toMatchObject({ code: "other_amount" })
    const answer = await act(id, { action: "accept_amount", amount: 16000, note: "танил үйлчлүүлэгч" })
    expect(answer.status).toBe(200)
    expect(answer.data).toMatchObject({
      done: true,
      attention: { resolution: "accepted", resolved_by: "admin@example.com", note: "танил үйлчлүүлэгч", actions: [] },
    })
    expect(await now(cartId)).toMatchObject({
      captures: [16000],
      transactions: [16000],
      collectionStatus: "completed",
      payments: [expect.objectContaining({ amount: 16000 })],
    })
    expect(await shop().row(session.id)).toMatchObject({ state: "settled", amount: 16000, shortfall: 1000 })
    expect((await act(id, { action: "accept_amount", amount: 16000 })).data).toMatchObject({ done: false })
    await mustAgree()
  })

  it("paid short, its session gone, accepted: the order is placed all the same", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    await shop().startSession(collectionId)
    await qpay().pay({ invoice_id: invoiceId, amount: 16000, force: true })
    const id = await only("underpaid", 16000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(id, { action: "accept_amount", amount: 16000 })).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ captures: [16000], transactions: [16000] })
    expect((await shop().status(session.id)).data.payment_session.status).toBe("order_placed")
    await mustAgree()
  })

  it("the cart costs more than was paid, accepted: an order with a credit", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const id = await only("amount_changed", 17000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(id, { action: "accept_amount", amount: 17000 })).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ captures: [17000], transactions: [17000] })
    await mustAgree()
  })

  it("the cart costs less than was paid, accepted: the order at its sum, the rest a surplus to send back", async () => {
    const { cartId, invoiceId } = await shop().checkout({ quantity: 2 })
    const { data } = await shop().store("GET", `/carts/${cartId}?fields=items.id`)
    await shop().store("POST", `/carts/${cartId}/line-items/${data.cart.items[0].id}`, { quantity: 1 })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const id = await only("amount_changed", 29000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(id, { action: "accept_amount", amount: 29000 })).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ total: 17000, captures: [17000] })
    const surplus = await only("overpaid", 12000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(surplus, { action: "record_refund", amount: 12000, reference: "TRX-1" })).status).toBe(200)
    await mustAgree()
  })

  it("paid more, the surplus accepted: the line is closed and stays closed", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 20000 })
    const id = await only("overpaid", 3000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(id, { action: "accept_amount", amount: 3000 })).status).toBe(200)
    await qpay().callback({ invoice_id: invoiceId })
    await shop().check(session.id)
    await mustAgree()
  })

  it("paid twice by card: the second goes back through QPay, the order keeps the first", async () => {
    const { cartId, invoiceId } = await order("CARD")
    await qpay().pay({ invoice_id: invoiceId, type: "CARD", force: true })
    const id = await only("duplicate", 17000, ["refund_card", "record_refund", "ignore"])
    const clicks = await Promise.all([1, 2].map(() => act(id, { action: "refund_card", amount: 17000 })))
    expect(clicks.map(({ status }) => status)).toEqual([200, 200])
    expect(clicks.map(({ data }) => data.done).sort()).toEqual([false, true])
    const { payments } = await qpay().invoice(invoiceId)
    expect(payments.map(({ status }) => status)).toEqual(["PAID", "REFUNDED"])
    expect(await now(cartId)).toMatchObject({ captures: [17000], refunds: [] })
    await mustAgree()
  })

  it("late by card: the whole goes back through QPay", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    await shop().startSession(collectionId)
    await shop().db("cart").where({ id: cartId }).update({ deleted_at: new Date() })
    await qpay().pay({ invoice_id: invoiceId, type: "CARD", force: true })
    const id = await only("late", 17000, ["refund_card", "record_refund", "ignore"])
    const answer = await act(id, { action: "refund_card", amount: 17000 })
    expect(answer.data).toMatchObject({
      done: true,
      attention: { resolution: "refunded", resolved_by: "admin@example.com" },
    })
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    await mustAgree()
  })

  it("late by transfer: recorded with its reference, and not asked for again", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    await shop().startSession(collectionId)
    await shop().db("cart").where({ id: cartId }).update({ deleted_at: new Date() })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const id = await only("late", 17000, ["record_refund", "ignore"])
    expect((await act(id, { action: "record_refund", amount: 17000 })).data.message).toContain("reference")
    const answer = await act(id, { action: "record_refund", amount: 17000, reference: "TRX-77", note: "Хаан банк" })
    expect(answer.data.attention).toMatchObject({ resolution: "returned_by_bank", transfer_reference: "TRX-77" })
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    await qpay().callback({ invoice_id: invoiceId })
    await mustAgree()
  })

  it("stock gone: placing is refused with core's reason; stock again: one click places the order", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId })
    const id = await only("paid_without_order", 17000, ["place_order", "record_refund", "ignore"])
    const refused = await act(id, { action: "place_order" })
    expect(refused.status).toBe(409)
    expect(refused.data.code).toBe("not_placed")
    expect(refused.data.message).toContain("Not enough stock")
    expect(await shop().orders()).toEqual([])
    await stock(50)
    const clicks = await Promise.all([1, 2].map(() => act(id, { action: "place_order", note: "бараа ирсэн" })))
    expect(clicks.map(({ status }) => status)).toEqual([200, 200])
    expect(await now(cartId)).toMatchObject({ captures: [17000], transactions: [17000] })
    expect(await shop().orders()).toHaveLength(1)
    await mustAgree()
  })

  it("stock gone, the money sent back: recorded, and no order comes of it when there is stock again", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId })
    const id = await only("paid_without_order", 17000, ["place_order", "record_refund", "ignore"])
    expect((await act(id, { action: "record_refund", amount: 17000, reference: "TRX-2" })).status).toBe(200)
    await stock(50)
    await qpay().callback({ invoice_id: invoiceId })
    expect((await shop().complete(cartId)).data.type).not.toBe("order")
    expect(await shop().orders()).toEqual([])
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    expect((await act(id, { action: "place_order" })).status).toBe(409)
    await mustAgree()
  })

  it("set aside with a note: the cart is free again, and another payment buys it", async () => {
    const { cartId, collectionId, invoiceId } = await shop().checkout()
    await shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const id = await only("amount_changed", 17000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(id, { action: "ignore" })).status).toBe(400)
    expect((await act(id, { action: "ignore", note: "" })).data.message).toContain("note")
    expect((await act(id, { action: "ignore", note: "дэлгүүр дээр шийдсэн" })).status).toBe(200)
    const renewed = await shop().startSession(collectionId)
    expect(renewed.status).toBe(200)
    await qpay().pay({ invoice_id: renewed.data.payment_collection.payment_sessions[0].data.invoice_id })
    expect(await now(cartId)).toMatchObject({ total: 29000, captures: [29000] })
    await mustAgree()
  })

  it("an answer that could not be read was ignored: the money that is read later is nobody's to forget", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    const odd = { payment_id: "1", payment_status: "PAID", payment_currency: "MNT", payment_amount: "-1.00" }
    await qpay().fault({ on: "check", kind: "status", status: 200, body: { count: 1, rows: [odd] }, times: 0 })
    await qpay().pay({ invoice_id: invoiceId, amount: 16000 })
    const unreadable = await only("unreadable", 17000, ["ignore"])
    expect((await act(unreadable, { action: "ignore", note: "QPay-ээс лавласан" })).status).toBe(200)
    await qpay().clearFaults()
    await qpay().callback({ invoice_id: invoiceId })
    const id = await only("underpaid", 16000, ["accept_amount", "record_refund", "ignore"])
    expect((await act(id, { action: "accept_amount", amount: 16000 })).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ captures: [16000], transactions: [16000] })
  })

  it("set aside while a surplus is still open: no order comes of it", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId, amount: 20000 })
    const held = (await lines()).attention.find(({ reason }: { reason: string }) => reason === "paid_without_order")
    expect((await act(held.id, { action: "ignore", note: "дэлгүүрээс авсан" })).status).toBe(200)
    await stock(50)
    await qpay().callback({ invoice_id: invoiceId })
    await reconcile(shop().container, { everySeconds: 0 })
    expect(await shop().ordersOf(cartId)).toEqual([])
    expect(await shop().attention(session.id)).toEqual([{ reason: "overpaid", amount: 3000 }])
  })

  it("accepted, its order failed, a part went back: what is left has a line", async () => {
    const { session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId, amount: 10000, type: "CARD" })
    await qpay().pay({ invoice_id: invoiceId, amount: 6000, type: "CARD", force: true })
    const id = await only("underpaid", 16000, ["accept_amount", "refund_card", "record_refund", "ignore"])
    expect((await act(id, { action: "accept_amount", amount: 16000 })).status).toBe(200)
    expect(await shop().attention(session.id)).toEqual([{ reason: "paid_without_order", amount: 16000 }])
    const { payments } = await qpay().invoice(invoiceId)
    await qpay().merchant().refundPayment(payments[0]!.payment_id)
    await qpay().callback({ invoice_id: invoiceId, payment_id: "0" })
    expect(await shop().attention(session.id)).toEqual([{ reason: "underpaid", amount: 6000 }])
  })

  it("a bank transfer's refund: refused, sent by bank, recorded; Medusa books it as its own", async () => {
    const { cartId, order: placed } = await order()
    const paymentId = placed.payments[0]!.id
    expect((await shop().admin("POST", `/payments/${paymentId}/refund`, { amount: 17000 })).status).toBe(400)
    const id = await only("refund_owed", 17000, ["record_refund", "ignore"])
    const body = { action: "record_refund", amount: 17000, reference: "TRX-3", note: "шилжүүлсэн" }
    const clicks = await Promise.all([1, 2].map(() => act(id, body)))
    expect(clicks.map(({ status }) => status)).toEqual([200, 200])
    expect(clicks.map(({ data }) => data.done).sort()).toEqual([false, true])
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
    expect((await shop().admin("POST", `/payments/${paymentId}/refund`, { amount: 17000 })).status).toBe(400)
    await mustAgree()
  })

  it("a part by bank, then the rest: each recorded from the order, no more than there is", async () => {
    const { cartId, session, order: placed } = await order()
    const row = await shop().row(session.id)
    const record = (amount: number, reference = "TRX-4") =>
      shop().admin("POST", `/qpay/invoices/${row.id}/refunds`, { amount, reference })
    const payments = async () => (await shop().admin("GET", `/qpay/orders/${placed.id}`)).data.payments
    expect((await payments())[0].refundable).toMatchObject({ way: "bank", amount: 17000 })
    expect((await record(17001)).data).toMatchObject({ code: "more_than_left" })
    expect((await record(5000)).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ refunds: [5000], transactions: [17000, -5000] })
    expect((await payments())[0].refundable).toMatchObject({ way: "bank", amount: 12000 })
    expect((await record(12001)).data).toMatchObject({ code: "more_than_left" })
    expect((await record(12000, "TRX-5")).status).toBe(200)
    expect((await record(1)).data).toMatchObject({ code: "more_than_left" })
    expect(await now(cartId)).toMatchObject({ refunds: [5000, 12000] })
    expect((await payments())[0].refundable).toMatchObject({ way: "none", amount: 0 })
    await mustAgree()
  })

  it("owed 17,000, a part sent: the rest stays owed", async () => {
    const { cartId, session, order: placed } = await order()
    await shop().admin("POST", `/payments/${placed.payments[0]!.id}/refund`, { amount: 17000 })
    await only("refund_owed", 17000, ["record_refund", "ignore"])
    const row = await shop().row(session.id)
    const body = { amount: 7000, reference: "TRX-6" }
    expect((await shop().admin("POST", `/qpay/invoices/${row.id}/refunds`, body)).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ refunds: [7000] })
    const rest = await only("refund_owed", 10000, ["record_refund", "ignore"])
    expect((await act(rest, { action: "record_refund", amount: 10000, reference: "TRX-7" })).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ refunds: [7000, 10000] })
    await mustAgree()
  })

  it("a cancelled order's transfer: owed until it is recorded, booked once", async () => {
    const { cartId, order: placed } = await order()
    expect((await shop().admin("POST", `/orders/${placed.id}/cancel`)).status).toBe(200)
    await eventually(async () => expect((await lines()).attention).toHaveLength(1))
    const id = await only("refund_owed", 17000, ["record_refund", "ignore"])
    expect((await act(id, { action: "record_refund", amount: 17000, reference: "TRX-8" })).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ captures: [17000], refunds: [17000], transactions: [17000, -17000] })
    await mustAgree()
  })

  it("the server dies after the record and before Medusa's books: the job books it, once", async () => {
    const { cartId, session } = await order()
    const row = await shop().row(session.id)
    const word = { actor: "admin:user_1", resolution: "returned_by_bank", transferReference: "TRX-9" } as const
    await shop().ledger.attention.recordReturn(row.id, 17000, word)
    await shop()
      .db("qpay_attention")
      .update({ resolved_at: new Date(Date.now() - 120_000) })
    await reconcile(shop().container, { everySeconds: 0 })
    await reconcile(shop().container, { everySeconds: 0 })
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
    await mustAgree()
  })

  it("the server dies after a part is booked and before its rest is named: the job names it, once", async () => {
    const { session, order: placed } = await order()
    await shop().admin("POST", `/payments/${placed.payments[0]!.id}/refund`, { amount: 17000 })
    const row = await shop().row(session.id)
    const word = { actor: "admin:user_1", resolution: "returned_by_bank", transferReference: "TRX-10" } as const
    const line = await shop().ledger.attention.recordReturn(row.id, 7000, word)
    await shop().admin("POST", `/payments/${placed.payments[0]!.id}/refund`, { amount: 7000 })
    expect(await shop().ledger.attention.byId(line!.id)).toMatchObject({ booked_at: expect.any(Date), rest: 10000 })
    await shop()
      .db("qpay_attention")
      .update({ resolved_at: new Date(Date.now() - 120_000) })
    await reconcile(shop().container, { everySeconds: 0 })
    const rest = await only("refund_owed", 10000, ["record_refund", "ignore"])
    expect((await act(rest, { action: "record_refund", amount: 10000, reference: "TRX-16" })).status).toBe(200)
    await reconcile(shop().container, { everySeconds: 0 })
    await mustAgree()
  })

  it("a returned surplus pays for no refund of the order: that is owed on its own", async () => {
    const { invoiceId, order: placed } = await order()
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const surplus = await only("duplicate", 17000, ["record_refund", "ignore"])
    await act(surplus, { action: "record_refund", amount: 17000, reference: "TRX-11" })
    const paymentId = placed.payments[0]!.id
    for (const amount of [5000, 17000]) {
      expect((await shop().admin("POST", `/payments/${paymentId}/refund`, { amount })).status).toBe(400)
    }
    const owed = await only("refund_owed", 17000, ["record_refund", "ignore"])
    expect((await act(owed, { action: "record_refund", amount: 17000, reference: "TRX-12" })).status).toBe(200)
    await mustAgree()
  })

  it("returned by card, then paid once more: named again", async () => {
    const { invoiceId } = await order("CARD")
    await qpay().pay({ invoice_id: invoiceId, type: "CARD", force: true })
    const first = await only("duplicate", 17000, ["refund_card", "record_refund", "ignore"])
    expect((await act(first, { action: "refund_card", amount: 17000 })).status).toBe(200)
    await qpay().pay({ invoice_id: invoiceId, type: "CARD", force: true })
    const second = await only("duplicate", 17000, ["refund_card", "record_refund", "ignore"])
    expect((await act(second, { action: "refund_card", amount: 17000 })).status).toBe(200)
    await mustAgree()
  })

  it("a part returned by bank, then the whole is paid: named without the part", async () => {
    const { invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 5000 })
    const part = await only("underpaid", 5000, ["accept_amount", "record_refund", "ignore"])
    await act(part, { action: "record_refund", amount: 5000, reference: "TRX-13" })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const whole = await only("duplicate", 17000, ["record_refund", "ignore"])
    expect((await act(whole, { action: "record_refund", amount: 17000, reference: "TRX-14" })).status).toBe(200)
    expect(await shop().orders()).toEqual([])
    await mustAgree()
  })

  it("one transfer recorded twice is one refund", async () => {
    const { cartId, session } = await order()
    const row = await shop().row(session.id)
    const body = { amount: 5000, reference: "TRX-15" }
    const send = () => shop().admin("POST", `/qpay/invoices/${row.id}/refunds`, body)
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([200, 200])
    expect(await now(cartId)).toMatchObject({ refunds: [5000], transactions: [17000, -5000] })
    await mustAgree()
  })

  it("set aside when there was no stock: no check, callback or completion places the order later", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await stock(0)
    await qpay().pay({ invoice_id: invoiceId })
    const id = await only("paid_without_order", 17000, ["place_order", "record_refund", "ignore"])
    expect((await act(id, { action: "ignore", note: "дэлгүүрээс авсан" })).status).toBe(200)
    await stock(50)
    await shop().letTimePass(session.id)
    await shop().check(session.id)
    await qpay().callback({ invoice_id: invoiceId })
    expect((await shop().complete(cartId)).data.type).not.toBe("order")
    await reconcile(shop().container, { everySeconds: 0 })
    expect(await shop().orders()).toEqual([])
    expect((await lines()).attention).toEqual([])
  })

  it("a cancelled order that was paid twice: each sum is owed once", async () => {
    const { invoiceId, order: placed } = await order()
    await qpay().pay({ invoice_id: invoiceId, force: true })
    await shop().admin("POST", `/orders/${placed.id}/cancel`)
    await reconcile(shop().container, { everySeconds: 0 })
    const { attention } = await lines()
    expect(attention.map(({ reason, amount }: any) => [reason, amount]).sort()).toEqual([
      ["duplicate", 17000],
      ["refund_owed", 17000],
    ])
    for (const [n, { id }] of attention.entries()) {
      const body = { action: "record_refund", amount: 17000, reference: `TRX-2${n}` }
      expect((await act(id, body)).status).toBe(200)
      await reconcile(shop().container, { everySeconds: 0 })
    }
    await mustAgree()
  })

  it("facts that changed meanwhile: refused, nothing done", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 16000 })
    const id = await only("underpaid", 16000, ["accept_amount", "record_refund", "ignore"])
    await qpay().pay({ invoice_id: invoiceId, amount: 1000, force: true })
    const late = await act(id, { action: "record_refund", amount: 16000, reference: "TRX-0" })
    expect(late.status).toBe(409)
    expect(late.data.code).toBe("already_resolved")
    expect(await shop().row(session.id)).toMatchObject({ state: "settled" })
    expect((await act("qpatt_unknown", { action: "ignore", note: "x" })).status).toBe(404)
    await mustAgree()
  })

  it("refunded at QPay's side: noticed by a check, booked once", async () => {
    const { cartId, session, invoiceId } = await order("CARD")
    const { payments } = await qpay().invoice(invoiceId)
    await qpay().merchant().refundPayment(payments[0]!.payment_id)
    const row = await shop().row(session.id)
    for (const asked of [true, true]) {
      await shop().letTimePass(session.id)
      const answer = await shop().admin("POST", `/qpay/invoices/${row.id}/check`)
      expect(answer.data).toMatchObject({ asked, outcome: "refunded", payment: { state: "refunded" } })
    }
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
    await mustAgree()
  })
})
