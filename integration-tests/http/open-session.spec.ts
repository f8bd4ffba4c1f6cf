import { inTurn, TryAgain } from "../../src/settlement/in-turn"
import { dueChangedText, noDeliveryText, notEnabledText, nothingDueText } from "../../src/settlement/texts"
import { ok, type Session } from "../support/shop"
import { EventStream } from "../support/event-stream"
import { eventually } from "../support/eventually"
import { wrongCode } from "../support/qpay"
import { STATUS_FIELDS } from "../support/status-fields"
import { withShop } from "../support/suite"

withShop("one call to a QR", ({ shop, qpay }) => {
  const open = (cartId: string, more: Record<string, unknown> = {}) =>
    shop().store("POST", "/qpay/payment-sessions", { cart_id: cartId, ...more })
  const renew = (sessionId: string) => shop().store("POST", `/qpay/payment-sessions/${sessionId}/renew`)
  const opened = async (cartId: string) => {
    const { status, data } = await open(cartId)
    expect(status).toBe(200)
    return data.payment_session
  }
  const live = async () => (await qpay().invoices()).filter(({ status }) => status === "OPEN")
  const expire = (sessionId: string) =>
    shop()
      .db("qpay_invoice")
      .where({ issued_session_id: sessionId })
      .update({ expires_at: shop().db.raw("now() - interval '1 second'") })

  it("opens a cart's payment with all that a page needs", async () => {
    const cartId = await shop().cart()
    const session = await opened(cartId)
    expect(Object.keys(session).sort()).toEqual(STATUS_FIELDS)
    expect(session).toMatchObject({ status: "pending", amount: 17000, amount_text: "₮17,000", order_id: null })
    expect(Object.keys(session.payment).sort()).toEqual(["links", "qr_text", "short_url"])
    expect(session.pay_url).toBe((await shop().row(session.id)).public_data?.pay_url)
    expect(session.pay_url).toMatch(/^http.*\/qpay\/pay\/[\w-]+$/)
    const [invoice] = await live()
    expect(session.payment.qr_text).toMatch(/^000201.*6304[0-9A-F]{4}$/)
    await qpay().pay({ invoice_id: invoice!.invoice_id })
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ total: 17000, captures: [17000] })])
  })

  it("gives the same QR to a reloaded page, a second tab and React's double effects", async () => {
    const cartId = await shop().cart()
    const sessions = await Promise.all(Array.from({ length: 5 }, () => opened(cartId)))
    const again = await opened(cartId)
    expect(new Set([...sessions, again].map(({ id }) => id)).size).toBe(1)
    expect(await qpay().invoices()).toHaveLength(1)
    expect((await renew(again.id)).data.payment_session.id).toBe(again.id)
    expect(await qpay().invoices()).toHaveLength(1)
  })

  it("takes over a session that the storefront has made in Medusa's own way", async () => {
    const { cartId, session } = await shop().checkout()
    expect((await opened(cartId)).id).toBe(session.id)
  })

  it("issues a new one when the cart has changed, at its new sum; the old one cannot be paid", async () => {
    const cartId = await shop().cart()
    const before = await opened(cartId)
    await shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    const after = await opened(cartId)
    expect(after).toMatchObject({ amount: 29000, status: "pending" })
    expect(after.id).not.toBe(before.id)
    expect(await live()).toEqual([expect.objectContaining({ amount: 29000 })])
    expect((await shop().status(before.id)).data.payment_session).toMatchObject({ status: "canceled", payment: null })
  })

  it("renews an expired one, once for two tabs, under the same hosted link", async () => {
    const cartId = await shop().cart()
    const before = await opened(cartId)
    await expire(before.id)
    expect((await shop().status(before.id)).data.payment_session).toMatchObject({ status: "expired", payment: null })
    const tabs = await Promise.all([renew(before.id), renew(before.id)])
    const [first, second] = tabs.map(({ data }) => data.payment_session)
    expect(first).toMatchObject({ status: "pending", amount: 17000 })
    expect(first.id).not.toBe(before.id)
    expect(second.id).toBe(first.id)
    expect(await live()).toHaveLength(1)
    expect((await shop().row(first.id)).pay_token).toBe((await shop().row(before.id)).pay_token)
  })

  it("finds the money of a lost callback before it issues another QR", async () => {
    const cartId = await shop().cart()
    const before = await opened(cartId)
    const [invoice] = await live()
    await qpay().pay({ invoice_id: invoice!.invoice_id, callback: "lost" })
    await expire(before.id)
    const { data } = await renew(before.id)
    expect(data.payment_session).toMatchObject({ id: before.id, status: "order_placed" })
    expect(await qpay().invoices()).toHaveLength(1)
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ captures: [17000] })])
    // The page that is opened once more shows its order.
    expect(await opened(cartId)).toMatchObject({ id: before.id, order_id: data.payment_session.order_id })
  })

  it("a replaced QR's page shows the payment of the new one, by status, check and stream", async () => {
    const { cartId, session: before } = await shop().checkout()
    const other = await shop().checkout()
    const change = (id: string) =>
      shop().store("POST", `/carts/${id}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    await change(cartId)
    await change(other.cartId)
    const after = await opened(cartId)
    const shown = async (id: string) => (await shop().status(id)).data.payment_session
    expect(await shown(before.id)).toMatchObject({ id: before.id, status: "canceled" })

    await qpay().pay({ invoice_id: (await live())[0]!.invoice_id })
    const [order] = await shop().ordersOf(cartId)
    const placed = { id: after.id, status: "order_placed", amount: 29000, order_id: order!.id }
    expect(await shown(before.id)).toMatchObject(placed)
    expect((await shop().check(before.id)).data.payment_session).toMatchObject(placed)
    const key = { "x-publishable-api-key": shop().demo.publishable_key }
    const stream = await EventStream.open(`/store/qpay/payment-sessions/${before.id}/events`, key)
    await eventually(() => expect(stream.ended).toBe(true))
    expect(stream.events.map(({ data }) => data)).toEqual([expect.objectContaining(placed)])

    // Another sale's dead QR tells nothing of it, and money that is held is not passed off as this QR's.
    expect(await shown(other.session.id)).toMatchObject({ id: other.session.id, status: "canceled", order_id: null })
    const setState = (state: string) =>
      shop().db("qpay_invoice").where({ issued_session_id: after.id }).update({ state })
    await setState("attention")
    expect(await shown(before.id)).toMatchObject({ id: before.id, status: "canceled", order_id: null })
    await setState("settled")
    await shop().db("qpay_invoice").where({ issued_session_id: before.id }).update({ payment_collection_id: null })
    expect(await shown(before.id)).toMatchObject({ id: before.id, status: "canceled", order_id: null })
  })

  it("a page whose QR is withdrawn while another one is paid goes on to the order", async () => {
    const { cartId, session } = await shop().checkout()
    const after = await opened(cartId)
    expect(after.id).toBe(session.id)
    const { id: _id, invoice_id: _invoice, ...columns } = (await shop().db("qpay_invoice").first("*")) as any
    const json = (value: unknown) => value && JSON.stringify(value)
    await shop()
      .db("qpay_invoice")
      .insert({
        ...columns,
        id: "qpinv_00000000000000000000000000",
        payment_session_id: "payses_older",
        issued_session_id: "payses_older",
        sender_invoice_no: "payses_older",
        payments: json(columns.payments),
        public_data: json(columns.public_data),
      })
    const key = { "x-publishable-api-key": shop().demo.publishable_key }
    const stream = await EventStream.open("/store/qpay/payment-sessions/payses_older/events", key)
    await eventually(() => expect(stream.events.map(({ data }) => data.status)).toEqual(["pending"]))
    const set = (id: string, state: string) =>
      shop().db("qpay_invoice").where({ issued_session_id: id }).update({ state })
    await set(session.id, "paid")
    await set("payses_older", "canceled")
    await eventually(() => expect(stream.events.map(({ data }) => data.status)).toEqual(["pending", "paid"]))
    await set(session.id, "settled")
    await eventually(() => expect(stream.ended).toBe(true))
    expect(stream.events.map(({ data }) => data.status)).toEqual(["pending", "paid", "order_placed"])
  })

  it("refuses what it cannot open, with the field or the reason", async () => {
    expect((await open("cart_unknown")).status).toBe(404)
    expect((await shop().store("POST", "/qpay/payment-sessions", {})).data.message).toContain("cart_id")
    expect((await open("cart_1' OR 1=1")).status).toBe(400)
    const cartId = await shop().cart()
    expect((await open(cartId, { provider_id: "pp_system_default" })).status).toBe(400)
    expect((await renew("payses_unknown")).status).toBe(404)
    expect(await qpay().invoices()).toEqual([])
  })

  it("issues no QR for goods that nobody chose a delivery for: that order could not be placed", async () => {
    const cartId = await shop().cart()
    await shop().db("cart_shipping_method").where({ cart_id: cartId }).update({ deleted_at: new Date() })
    const { status, data } = await open(cartId)
    expect(status).toBe(400)
    expect(data.message).toBe(noDeliveryText())
    expect(await qpay().invoices()).toEqual([])
  })

  it("where QPay was switched off: who has paid sees that, who has not is told", async () => {
    const { cartId, invoiceId, session } = await shop().checkout()
    const late = await shop().cart()
    await qpay().pay({ invoice_id: invoiceId })
    const region = await shop().admin("POST", `/regions/${shop().demo.region_id}`, {
      payment_providers: ["pp_system_default"],
    })
    expect(region.status).toBe(200)
    expect(await opened(cartId)).toMatchObject({ id: session.id, status: "order_placed", order_id: expect.any(String) })
    const refused = await open(late)
    expect(refused.status).toBe(400)
    expect(refused.data.message).toBe(notEnabledText())
  })

  it("while QPay is down the page is told to come again, and the next call opens it", async () => {
    const cartId = await shop().cart()
    await qpay().fault({ on: "create", kind: "status", status: 503, times: 10 })
    const away = await open(cartId)
    expect(away.status).toBe(500)
    expect(away.data.message).toMatch(/^QPay одоогоор хариу өгөхгүй байна\..* \/ QPay is not answering/)
    await qpay().reset()
    expect((await open(cartId)).status).toBe(200)
  })

  it("twenty requests for one cart wait together: one QR, and hardly a question whose turn it is", async () => {
    const cartId = await shop().cart()
    await qpay().fault({ on: "create", kind: "slow", ms: 2_000 })
    const questions: string[] = []
    const count = ({ sql }: { sql: string }) =>
      void (/INSERT INTO qpay_pulse.*make_interval/s.test(sql) && questions.push(sql))
    shop().db.on("query", count)
    try {
      const sessions = await Promise.all(Array.from({ length: 20 }, () => opened(cartId)))
      expect(new Set(sessions.map(({ id }) => id)).size).toBe(1)
    } finally {
      shop().db.removeListener("query", count)
    }
    expect(await qpay().invoices()).toHaveLength(1)
    expect(questions.length).toBeGreaterThan(0)
    expect(questions.length).toBeLessThan(25)
  })

  it("who asks while a QR is being made shares the next look at the cart: it may have changed meanwhile", async () => {
    const done: string[] = []
    const turn = (name: string, gate?: Promise<void>) =>
      inTurn(shop().container, { of: "cart_shared" }, async () => {
        done.push(name)
        await gate
        return name
      })
    let open = (): void => undefined
    const first = turn("first", new Promise((resolve) => (open = resolve)))
    await eventually(() => expect(done).toEqual(["first"]))
    const others = [turn("second"), turn("third")]
    open()
    expect(await Promise.all([first, ...others])).toEqual(["first", "second", "second"])
    expect(done).toEqual(["first", "second"])
  })

  it("waits in vain while somebody else is at the cart: told to come again, and nothing is done beside it", async () => {
    const { turns } = shop().ledger
    expect(await turns.take("cart_busy", "another server", 15)).toBe(true)
    const job = jest.fn(async () => "done")
    await expect(inTurn(shop().container, { of: "cart_busy", waitMs: 500 }, job)).rejects.toThrow(TryAgain)
    expect(job).not.toHaveBeenCalled()
    expect(await turns.renew("cart_busy", "another server")).toBe(true)
    await turns.release("cart_busy", "another server")
    expect(await inTurn(shop().container, { of: "cart_busy" }, job)).toBe("done")
    expect(await shop().db("qpay_pulse").where("name", "like", "turn:%")).toEqual([])
  })

  it("a server that died while it made a QR keeps its cart for seconds, and is forgotten", async () => {
    const cartId = await shop().cart()
    const silent = (owner: string, time: string) =>
      shop()
        .db("qpay_pulse")
        .where({ id: owner })
        .update({ last_run_at: shop().db.raw(`now() - interval '${time}'`) })
    const { turns } = shop().ledger
    await turns.take(cartId, "dead", 15)
    await silent("dead", "13 seconds")
    await turns.take("cart_of_yesterday", "long dead", 15)
    await silent("long dead", "1 day")
    expect(await opened(cartId)).toMatchObject({ status: "pending", amount: 17000 })
    expect(await turns.renew(cartId, "dead")).toBe(false)
    expect(await shop().db("qpay_pulse").where("name", "like", "turn:%")).toEqual([])
  })

  describe("what an edited order still asks for", () => {
    /** An order, paid, and one more of its goods: ₮12,000 are asked for by a payment collection of its own. */
    const edited = async () => {
      const { cartId, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId })
      const orderId = (await shop().ordersOf(cartId))[0]!.id
      ok(await shop().admin("POST", "/order-edits", { order_id: orderId }))
      const items = [{ variant_id: shop().variant(12000), quantity: 1 }]
      ok(await shop().admin("POST", `/order-edits/${orderId}/items`, { items }))
      ok(await shop().admin("POST", `/order-edits/${orderId}/confirm`))
      const { rows } = await shop().db.raw(
        `SELECT c.id FROM order_payment_collection l JOIN payment_collection c ON c.id = l.payment_collection_id
          WHERE l.order_id = ? AND c.status = 'not_paid'`,
        [orderId]
      )
      const started = await shop().startSession(rows[0].id)
      ok(started)
      return { orderId, session: started.data.payment_collection.payment_sessions[0] as Session }
    }
    const collectionStatus = async (orderId: string) =>
      (await shop().orders()).find(({ id }) => id === orderId)?.collectionStatus

    it("an edited order's own payment is renewed when its QR is dead, and settles that order", async () => {
      const { orderId, session } = await edited()
      expect(await shop().row(session.id)).toMatchObject({ cart_id: null, amount: 12000 })
      expect((await renew(session.id)).data.payment_session.id).toBe(session.id)
      await expire(session.id)
      const tabs = await Promise.all([renew(session.id), renew(session.id)])
      expect(tabs.map(({ status }) => status)).toEqual([200, 200])
      const [first, second] = tabs.map(({ data }) => data.payment_session)
      expect(first).toMatchObject({ status: "pending", amount: 12000 })
      expect(first.id).not.toBe(session.id)
      expect(second.id).toBe(first.id)
      expect(await live()).toHaveLength(1)
      expect((await shop().row(first.id)).pay_token).toBe((await shop().row(session.id)).pay_token)

      await qpay().pay({ invoice_id: (await live())[0]!.invoice_id })
      expect((await shop().status(first.id)).data.payment_session).toMatchObject({
        status: "order_placed",
        order_id: orderId,
      })
      expect(await collectionStatus(orderId)).toBe("completed,completed")
      expect((await renew(session.id)).data.payment_session).toMatchObject({ id: first.id, status: "order_placed" })
    })

    it("its money whose callback was lost is found before another QR is issued", async () => {
      const { orderId, session } = await edited()
      await qpay().pay({ invoice_id: (await live())[0]!.invoice_id, callback: "lost" })
      await expire(session.id)
      const { data } = await renew(session.id)
      expect(data.payment_session).toMatchObject({ id: session.id, status: "order_placed", order_id: orderId })
      expect(await live()).toEqual([])
    })

    it("once the order asks for less, or for nothing more, there is no new QR, and the page says so", async () => {
      const { orderId, session } = await edited()
      await expire(session.id)
      const raw_amount = JSON.stringify({ value: "20000", precision: 20 })
      const { payment_collection_id: id } = await shop().row(session.id)
      await shop().db("payment_collection").where({ id }).update({ amount: 20000, raw_amount })
      expect(await renew(session.id)).toMatchObject({ status: 400, data: { message: dueChangedText() } })
      ok(await shop().admin("POST", `/orders/${orderId}/cancel`))
      const { status, data } = await renew(session.id)
      expect(status).toBe(400)
      expect(data.message).toBe(nothingDueText())
    })
  })

  const expectRefused = async (cartId: string, fault: Record<string, unknown>) => {
    await qpay().fault({ kind: "status", times: 0, ...fault })
    const { status, data } = await open(cartId)
    expect(status).toBe(400)
    expect(data.message).toMatch(/^Дэлгүүрийн QPay тохиргоо буруу байна\..* \/ The shop's QPay settings/)
    await qpay().clearFaults()
  }

  it.each([
    ["the invoice code", { on: "create", status: 400, body: wrongCode() }],
    ["the account's rights", { on: "create", status: 401, body: { error: "PERMISSION_DENIED" } }],
  ])("QPay refuses %s: the page is told that no repeat helps, until it is mended", async (_what, fault) => {
    const cartId = await shop().cart()
    await expectRefused(cartId, fault)
    expect((await open(cartId)).status).toBe(200)
  })

  // The last one: after it the client leaves the log-in alone for a while.
  it("QPay refuses the password: the same", async () => {
    const cartId = await shop().cart()
    await qpay().send("POST", "/_sim/tokens/kill")
    await expectRefused(cartId, { on: "token", status: 401, body: { error: "AUTHENTICATION_FAILED" } })
  })
})
