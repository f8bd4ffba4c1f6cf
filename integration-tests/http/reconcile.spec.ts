import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { deskOf } from "../../src/settlement/desk"
import { cancelLeftovers } from "../../src/settlement/leftovers"
import { reconcile } from "../../src/settlement/reconcile"
import { eventually } from "../support/eventually"
import { withShop } from "../support/suite"

withShop("reconciliation", ({ shop, qpay }) => {
  const run = (now?: Date) => reconcile(shop().container, { everySeconds: 0, now })
  const ordersOf = (cartId: string) => shop().ordersOf(cartId)
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  /** As if all the time had passed: the agenda goes by the database's clock. */
  const makeDue = (sessionId: string, columns: Record<string, unknown> = {}) =>
    shop()
      .db("qpay_invoice")
      .where({ payment_session_id: sessionId })
      .update({ next_check_at: shop().db.raw("now() - interval '1 second'"), ...columns })
  /** An order as core writes it first: of this cart's address, tied to nothing yet. @param later ms after the address */
  const writeOrder = async (cartId: string, later = 0, other: object = {}): Promise<{ id: string }> => {
    const query = shop().container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "cart",
      fields: ["customer_id", "email", "region_id", "currency_code", "sales_channel_id", "shipping_address.*"],
      filters: { id: cartId },
    })
    const { shipping_address: address, ...cart } = data[0] as any
    const created_at = new Date(new Date(address.created_at).getTime() + later)
    const order: any = await shop()
      .container.resolve(Modules.ORDER)
      .createOrders({
        ...cart,
        shipping_address: { ...address, id: undefined, created_at },
        items: [{ title: "Оймс", quantity: 1, unit_price: 12000 }],
        ...other,
      })
    return order
  }
  const canceledOrders = async (): Promise<string[]> => {
    const rows = await shop().db("order").whereNotNull("canceled_at").select("id")
    return rows.map(({ id }) => id)
  }

  it("asks nothing when nothing is open", async () => {
    await run()
    expect(await qpay().counts()).toEqual({})
  })

  it.each(["utc", "ulaanbaatar", "either"])(
    "finds a payment whose callback was lost, when QPay's dates are %s",
    async (list_dates) => {
      await qpay().settings({ list_dates })
      const { cartId, session, invoiceId } = await shop().checkout()
      const { invoiceId: waiting } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
      await qpay().forgetCalls()

      expect(await run()).toMatchObject({ settled: 1, "with news": 1 })
      expect(await ordersOf(cartId)).toEqual([expect.objectContaining({ total: 17000, captures: [17000] })])
      expect(await shop().row(session.id)).toMatchObject({ state: "settled", callbacks: 0 })
      // The list, the proof of its zone, and one check; nothing about the invoice nobody paid.
      expect(await qpay().counts()).toEqual({ list: 2, check: 1 })
      expect((await qpay().invoice(waiting)).status).toBe("OPEN")

      // Once its zone is proven one call covers all invoices.
      await qpay().forgetCalls()
      const second = await shop().checkout()
      await qpay().pay({ invoice_id: second.invoiceId, callback: "lost" })
      await qpay().forgetCalls()
      expect(await run()).toMatchObject({ settled: 1 })
      expect(await qpay().counts()).toEqual({ list: 1, check: 1 })
    }
  )

  it("finds the money of an invoice whose creation was cut short", async () => {
    // With a token that works: a call refused for its token would be cut as well, and create nothing.
    const known = await shop().checkout()
    const cartId = await shop().cart()
    const collectionId = await shop().collection(cartId)
    await qpay().fault({ on: "create", kind: "cut_after" })
    await shop().startSession(collectionId)
    const [row] = await shop().db("qpay_invoice").where({ cart_id: cartId })
    expect(row).toMatchObject({ state: "creating", invoice_id: null })
    const invoiceId = await eventually(async () => {
      const invoices = await qpay().invoices()
      return invoices.find(({ invoice_id }) => invoice_id !== known.invoiceId)!.invoice_id
    })
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })

    await run()
    expect(await shop().ledger.byId(row.id)).toMatchObject({ state: "settled", invoice_id: invoiceId })
    expect(await ordersOf(cartId)).toHaveLength(1)
  })

  it("looks up a payment it cannot place before it calls it foreign, and only once", async () => {
    await shop().checkout()
    const till = await qpay().merchant().createInvoice({
      invoice_code: "TEST_INVOICE",
      sender_invoice_no: "TILL-1",
      invoice_receiver_code: "terminal",
      invoice_description: "Till",
      amount: 5000,
      callback_url: "http://127.0.0.1:9/till",
    })
    await qpay().pay({ invoice_id: till.invoice_id, callback: "lost" })
    await qpay().forgetCalls()
    expect(await run()).toMatchObject({ "of others": 1 })
    expect(await qpay().counts()).toMatchObject({ get_payment: 1 })
    expect((await qpay().counts()).check).toBeUndefined()
    await qpay().forgetCalls()
    await run()
    expect(await qpay().counts()).toEqual({ list: 1 })
  })

  it("closes an invoice at its expiry: cancelled at QPay, then checked", async () => {
    const { session, invoiceId } = await shop().checkout()
    expect(Date.parse(session.data.expires_at) - Date.now()).toBeGreaterThan(55 * 60_000)
    await run()
    expect(await shop().row(session.id)).toMatchObject({ state: "open" })

    await makeDue(session.id)
    await qpay().forgetCalls()
    expect(await run(inMinutes(61))).toMatchObject({ expired: 1 })
    expect(await qpay().invoice(invoiceId)).toMatchObject({ status: "CANCELED" })
    expect((await shop().status(session.id)).data.payment_session).toMatchObject({ status: "expired" })
    expect(await qpay().counts()).toMatchObject({ cancel_invoice: 1, check: 1 })
    await qpay().forgetCalls()
    await run(inMinutes(62))
    expect(await qpay().counts()).toEqual({})
  })

  it("finds money that slipped in before the expiry", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await makeDue(session.id)
    await qpay().fault({ on: "list", kind: "empty_json", times: 0 })
    await run(inMinutes(61))
    await qpay().clearFaults()
    await makeDue(session.id)
    await run(inMinutes(61))
    expect(await shop().row(session.id)).toMatchObject({ state: "settled" })
    expect(await ordersOf(cartId)).toHaveLength(1)
  })

  it("notes an invoice that was cancelled at QPay", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().merchant().cancelInvoice(invoiceId)
    await makeDue(session.id)
    await run(inMinutes(61))
    expect(await shop().row(session.id)).toMatchObject({ state: "canceled", reason: "canceled_at_qpay" })
  })

  it("finds a refund made at QPay's side and books it", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    const { payment_ids } = await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    await shop().checkout()
    await qpay().send("POST", `/_sim/payments/${payment_ids[0]}/refund`, {})
    await run()
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    expect(await ordersOf(cartId)).toEqual([expect.objectContaining({ refunds: [17000] })])
  })

  it("goes on after a crash between the confirmed payment and its order", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await shop().ledger.move((await shop().row(session.id)).id, "paid", "test")
    await makeDue(session.id)
    await run()
    expect(await ordersOf(cartId)).toHaveLength(1)
  })

  it("takes on a callback that nobody finished serving", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().fault({ on: "check", kind: "cut", times: 0 })
    const { callbacks } = await qpay().pay({ invoice_id: invoiceId })
    expect(callbacks[0]).toMatchObject({ status: 503 })
    await qpay().clearFaults()
    await makeDue(session.id)
    await qpay().fault({ on: "list", kind: "status", status: 500, times: 0 })
    await run()
    await qpay().clearFaults()
    await makeDue(session.id)
    await run()
    expect(await ordersOf(cartId)).toHaveLength(1)
  })

  it("leaves QPay alone while it fails, longer each time", async () => {
    await shop().checkout()
    await qpay().fault({ on: "list", kind: "status", status: 500, times: 0 })
    await qpay().forgetCalls()
    await run()
    const calls = (await qpay().calls("list")).length
    await reconcile(shop().container, { everySeconds: 60 })
    await reconcile(shop().container, { everySeconds: 60 })
    expect((await qpay().calls("list")).length).toBe(calls)
    expect(await shop().db("qpay_account").first()).toMatchObject({ failures: 1 })
    await qpay().clearFaults()
    await run()
    expect(await shop().db("qpay_account").first()).toMatchObject({ failures: 0 })
  })

  it("attends to what is due while QPay's list fails, and while the account rests for it", async () => {
    const paid = async () => {
      const { cartId, session, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
      await shop().ledger.move((await shop().row(session.id)).id, "paid", "test")
      await makeDue(session.id)
      return cartId
    }
    await shop().checkout() // for which the list is read
    await qpay().fault({ on: "list", kind: "status", status: 500, times: 0 })
    const first = await paid()
    expect(await run()).toMatchObject({ "accounts failing": 1, settled: 1 })
    expect(await ordersOf(first)).toHaveLength(1)
    const second = await paid()
    const calls = (await qpay().calls("list")).length
    const resting = await reconcile(shop().container, { everySeconds: 60 })
    expect(resting).toMatchObject({ settled: 1 })
    expect(Object.keys(resting)).not.toContain("accounts failing")
    expect(await ordersOf(second)).toHaveLength(1)
    expect((await qpay().calls("list")).length).toBe(calls)
  })

  it("attends to what is due while QPay's list hangs", async () => {
    await shop().checkout() // for which the list is read
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await shop().ledger.move((await shop().row(session.id)).id, "paid", "test")
    await makeDue(session.id)
    await qpay().fault({ on: "list", kind: "slow", ms: 6000, times: 0 })
    await reconcile(shop().container, { everySeconds: 0, withinMs: 5000 })
    expect(await ordersOf(cartId)).toHaveLength(1)
  })

  it("asks about a callback's invoice again within a minute, however long QPay was away, and then forgets that", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    for (const on of ["check", "list"]) await qpay().fault({ on, kind: "status", status: 404, times: 0 })
    await qpay().pay({ invoice_id: invoiceId })
    await makeDue(session.id, { tries: 9 })
    await run()
    const { rows } = await shop().db.raw("SELECT extract(epoch FROM next_check_at - now()) AS wait FROM qpay_invoice")
    expect(Number(rows[0].wait)).toBeGreaterThan(20)
    expect(Number(rows[0].wait)).toBeLessThanOrEqual(60)
    await qpay().clearFaults()
    await makeDue(session.id)
    await run()
    expect(await ordersOf(cartId)).toHaveLength(1)
    expect(await shop().row(session.id)).toMatchObject({ state: "settled", tries: 0 })
  })

  it("reads the list again within a minute, however long QPay was away", async () => {
    await shop().checkout()
    await qpay().fault({ on: "list", kind: "status", status: 500, times: 0 })
    await run()
    const [account] = await shop().db("qpay_account").select("account")
    for (let i = 0; i < 12; i++) await shop().ledger.accounts.failed(account!.account, 10, 60)
    await shop().db("qpay_account").update({ next_sweep_at: shop().db.fn.now() })
    await reconcile(shop().container, { everySeconds: 10 })
    const { rows } = await shop().db.raw("SELECT extract(epoch FROM next_sweep_at - now()) AS rest FROM qpay_account")
    expect(Number(rows[0].rest)).toBeGreaterThan(30)
    expect(Number(rows[0].rest)).toBeLessThanOrEqual(60)
  })

  it("shares the work: many runs at once place one order and read the list once", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await shop().db("qpay_account").delete()
    await qpay().forgetCalls()
    await Promise.all(Array.from({ length: 6 }, () => reconcile(shop().container, { everySeconds: 60 })))
    expect(await ordersOf(cartId)).toEqual([expect.objectContaining({ captures: [17000], transactions: [17000] })])
    expect((await qpay().counts()).check).toBe(1)
    expect((await qpay().calls("list")).length).toBeLessThanOrEqual(2)
  })

  it("cancels an order that a dying server left without cart and money, and no other", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const left = await writeOrder(cartId)
    const byStaff = await writeOrder(cartId, 1)
    // As a marketplace makes a vendor's part of an order: a copy of its address, with a note or with fewer items.
    await writeOrder(cartId, 0, { metadata: { parent_order_id: "order_1" } })
    await writeOrder(cartId, 0, { items: [1, 2].map((n) => ({ title: `${n}`, quantity: 1, unit_price: 1000 })) })

    await run(inMinutes(1)) // it may still be under way
    expect(await canceledOrders()).toEqual([])
    expect(await run(inMinutes(4))).toMatchObject({ "leftovers cancelled": 1 })
    expect(await canceledOrders()).toEqual([left.id])
    expect(byStaff.id).not.toBe(left.id)
    const { metadata } = await shop().db("order").where({ id: left.id }).first("metadata")
    expect(metadata).toEqual({ qpay_leftover: true })
    expect(await ordersOf(cartId)).toEqual([expect.objectContaining({ total: 17000, captures: [17000] })])
  })

  it("takes no order for a leftover that shares another one's address", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const [order] = await ordersOf(cartId)
    const { shipping_address_id } = await shop().db("order").where({ id: order!.id }).first("shipping_address_id")
    const vendors = await writeOrder(cartId)
    await shop().db("order").where({ id: vendors.id }).update({ shipping_address_id })
    await run(inMinutes(4))
    expect(await canceledOrders()).toEqual([])
  })

  it("a leftover whose cancellation was begun and failed is cancelled at the next look", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    const left = await writeOrder(cartId)
    await qpay().pay({ invoice_id: invoiceId })
    await shop()
      .container.resolve(Modules.ORDER)
      .updateOrders(left.id, { metadata: { qpay_leftover: true } })
    expect(await run(inMinutes(4))).toMatchObject({ "leftovers cancelled": 1 })
    expect(await canceledOrders()).toEqual([left.id])
  })

  it("more money that was recorded on a settled invoice, and nobody acted on, is named", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    await qpay().pay({ invoice_id: invoiceId, callback: "lost", force: true })
    const row = await shop().row(session.id)
    expect(row.state).toBe("settled")
    await shop().letTimePass(session.id)
    await (await deskOf(shop().container, row))!.look(row) // as a recorded bank transfer asks
    expect(await shop().attention(session.id)).toEqual([])
    const { rows } = await shop().db.raw("SELECT extract(epoch FROM next_check_at - now()) AS wait FROM qpay_invoice")
    expect(rows[0].wait).not.toBeNull()
    expect(Number(rows[0].wait)).toBeLessThanOrEqual(30)
    await makeDue(session.id)
    await run()
    expect(await shop().attention(session.id)).toEqual([{ reason: "duplicate", amount: 17000 }])
  })

  it("money that was recorded, and nobody acted on, becomes an order within half a minute", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    // As a storefront's completion asks that fails before it comes to the payment.
    await shop()
      .container.resolve(Modules.PAYMENT)
      .getWebhookActionAndData({
        provider: "qpay_qpay",
        payload: { data: { session: session.id }, rawData: "", headers: {} },
      })
    expect(await shop().row(session.id)).toMatchObject({ state: "open", paid_amount: 17000 })
    const { rows } = await shop().db.raw("SELECT extract(epoch FROM next_check_at - now()) AS wait FROM qpay_invoice")
    expect(Number(rows[0].wait)).toBeLessThanOrEqual(30)
    await makeDue(session.id)
    await run()
    expect(await ordersOf(cartId)).toHaveLength(1)
  })

  it("reads the time in which nothing could be paid, once something can again", async () => {
    const { invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const read = async () => {
      await qpay().forgetCalls()
      await run()
      const calls = await qpay().calls("list")
      return calls.map(({ body }) => new Date(`${(body as any).start_date.replace(" ", "T")}Z`).getTime())
    }
    expect(await read()).toEqual([]) // nothing can be paid
    const hour = 3_600_000
    const [account] = await shop().db("qpay_invoice").select("account")
    await shop().ledger.accounts.takeTurn(account!.account, 0)
    const until = new Date(Date.now() - 20 * hour)
    await shop().ledger.accounts.swept(account!.account, { until, far: false, zone: "utc" })
    await shop().db("qpay_account").update({ far_swept_at: new Date() })
    await shop().checkout()
    const starts = await read()
    expect(Math.min(...starts)).toBeLessThanOrEqual(until.getTime())
    expect(starts.length).toBeLessThanOrEqual(5)
  })

  it("leaves a lonely order alone while its cart has money that is to become an order", async () => {
    const { cartId, session } = await shop().checkout()
    const setState = (state: string) =>
      shop().db("qpay_invoice").where({ issued_session_id: session.id }).update({ state })
    const lonely = await writeOrder(cartId)
    const cancel = () => cancelLeftovers(shop().container, inMinutes(4), 3_600_000)

    await setState("paid")
    expect(await cancel()).toBe(0)
    expect(await canceledOrders()).toEqual([])
    await setState("canceled")
    expect(await cancel()).toBe(1)
    expect(await canceledOrders()).toEqual([lonely.id])
  })

  it("a cart that a dead server still locks holds up nobody, and its money is named within a minute", async () => {
    const stuck = await shop().checkout()
    const other = await shop().checkout()
    await qpay().pay({ invoice_id: stuck.invoiceId, callback: "lost" })
    await qpay().pay({ invoice_id: other.invoiceId, callback: "lost" })
    const locking = shop().container.resolve(Modules.LOCKING)
    await locking.acquire(stuck.cartId, { ownerId: "dead", expire: 120 })
    const acquire = jest.spyOn(locking, "acquire")
    try {
      await run()
      // Medusa alone would try for thirty seconds, about a hundred times.
      const tries = acquire.mock.calls.filter(([keys]) => [keys].flat().includes(stuck.cartId)).length
      expect(tries).toBeLessThan(10)
    } finally {
      acquire.mockRestore()
    }
    expect(await shop().row(other.session.id)).toMatchObject({ state: "settled" })
    expect(await shop().row(stuck.session.id)).toMatchObject({ state: "paid" })
    expect(await shop().attention(stuck.session.id)).toEqual([])

    const [fact] = (await shop().row(stuck.session.id)).payments
    const seen_at = new Date(Date.now() - 61_000).toISOString()
    await makeDue(stuck.session.id, { payments: JSON.stringify([{ ...fact, seen_at }]) })
    await run()
    expect(await shop().attention(stuck.session.id)).toEqual([{ reason: "paid_without_order", amount: 17000 }])

    await locking.release(stuck.cartId, { ownerId: "dead" })
    await makeDue(stuck.session.id)
    await run()
    expect(await ordersOf(stuck.cartId)).toEqual([expect.objectContaining({ total: 17000, captures: [17000] })])
    expect(await shop().attention(stuck.session.id)).toEqual([])
  })
})
