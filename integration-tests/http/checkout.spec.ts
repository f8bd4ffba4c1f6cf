import { eventually } from "../support/eventually"
import { withShop } from "../support/suite"
import { perTier } from "../support/tier"

withShop("checkout", ({ shop, qpay }) => {
  it("shopper pays, callback arrives, browser closed: the order is placed, captured in full, within the callback's own request", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().forgetCalls()
    const { callbacks } = await qpay().pay({ invoice_id: invoiceId })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])

    const orders = await shop().ordersOf(cartId)
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({
      total: 17000,
      captures: [17000],
      transactions: [17000],
      collectionStatus: "completed",
    })
    expect(await shop().row(session.id)).toMatchObject({
      state: "settled",
      order_id: orders[0]?.id,
      paid_amount: 17000,
    })
    expect(await qpay().counts()).toEqual({ check: 1 })

    const status = await shop().status(session.id)
    expect(status.headers["cache-control"]).toBe("no-store")
    expect(status.data.payment_session).toMatchObject({
      id: session.id,
      status: "order_placed",
      amount: 17000,
      amount_text: "₮17,000",
      order_id: orders[0]?.id,
    })
  })

  it("an order carries no QR and no links: Medusa copies a session's data at each step", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const { data } = await shop().db("payment_session").where({ id: session.id }).first("data")
    expect(data).toMatchObject({ session_id: session.id, invoice_id: invoiceId, status: "captured" })
    expect([data.qr_text, data.qr_image, data.short_url, data.links]).toEqual([null, null, null, null])
  })

  it("a paid session carries no QR and no links when core reads it, an unpaid one keeps them", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await shop().sellOut() // so that core leaves the session as it found it
    expect((await shop().complete(cartId)).data.type).not.toBe("order")
    const stored = async () => (await shop().db("payment_session").where({ id: session.id }).first("data")).data
    expect(await stored()).toEqual(session.data)

    await shop().letTimePass(session.id)
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    const row = await shop().row(session.id)
    await shop()
      .container.resolve("payment")
      .getWebhookActionAndData({
        provider: "qpay_qpay",
        payload: { data: { session: session.id }, rawData: "", headers: {} },
      })
    const gone = { qr_text: null, qr_image: null, short_url: null, pay_url: null, links: null }
    expect(await stored()).toEqual({ ...session.data, ...gone })
    expect((await shop().row(session.id)).public_data).toEqual(row.public_data)
  })

  it("the storefront alone completes a paid cart, without any callback", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    const completed = await shop().complete(cartId)
    expect(completed.data).toMatchObject({ type: "order" })
    const [order] = await shop().ordersOf(cartId)
    expect(order).toMatchObject({ captures: [17000], transactions: [17000], collectionStatus: "completed" })
    await eventually(async () => expect((await shop().row(session.id)).state).toBe("settled"))
    expect(await qpay().counts()).toEqual({ create: 1, check: 1 })
  })

  async function completeWhileCallbackArrives(rounds: number) {
    for (let round = 0; round < rounds; round++) {
      const { cartId, session, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
      const [completed, called] = await Promise.all([
        shop().complete(cartId),
        qpay().callback({ invoice_id: invoiceId }),
      ])
      expect(called.callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
      expect([200, 409]).toContain(completed.status)
      const orders = await shop().ordersOf(cartId)
      expect(orders).toHaveLength(1)
      expect(orders[0]).toMatchObject({ total: 17000, captures: [17000], transactions: [17000], refunds: [] })
      expect(orders[0]?.payments).toHaveLength(1)
      expect(orders[0]?.collectionStatus).toBe("completed")
      expect(await shop().row(session.id)).toMatchObject({ state: "settled" })
      expect(await shop().attention(session.id)).toEqual([])
    }
  }

  it(
    perTier(
      "storefront completes the cart and the callback arrives at the same instant (4 rounds): one order, one capture, one transaction",
      "storefront completes the cart and the callback arrives at the same instant (20 rounds): one order, one capture, one transaction"
    ),
    () => completeWhileCallbackArrives(perTier(4, 20))
  )

  it("the same callback 10 times in parallel: one order; all answered 200 SUCCESS", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await qpay().forgetCalls()
    const { callbacks } = await qpay().callback({ invoice_id: invoiceId, times: 10, parallel: true })
    expect(callbacks).toHaveLength(10)
    for (const callback of callbacks) expect(callback).toMatchObject({ status: 200, body: "SUCCESS" })
    const orders = await shop().ordersOf(cartId)
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({ captures: [17000], transactions: [17000] })
    expect((await qpay().counts()).check).toBeLessThanOrEqual(2)
  })

  it("not paid yet: completing the cart answers 200 type cart with a readable message in the error; status stays pending", async () => {
    const { cartId, session } = await shop().checkout()
    const { status, data } = await shop().complete(cartId)
    expect(status).toBe(200)
    expect(data.type).toBe("cart")
    expect(data.error.message).toContain("Төлбөр хараахан орж ирээгүй байна")
    expect(data.error.message).toContain("The payment has not arrived yet")
    expect((await shop().status(session.id)).data.payment_session.status).toBe("pending")
    expect(await shop().orders()).toEqual([])
  })

  it("I have paid: the check finds a payment whose callback was lost, and is throttled to one call in ten seconds", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    expect((await shop().check(session.id)).data).toMatchObject({
      check: "asked",
      payment_session: { status: "pending" },
    })
    for (let i = 0; i < 5; i++) await shop().check(session.id)
    expect(await qpay().counts()).toEqual({ create: 1, check: 1 })

    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await shop().letTimePass(session.id)
    expect((await shop().check(session.id)).data.payment_session.status).toBe("order_placed")
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
  })

  it("a QR that is dead for an hour: anybody may have QPay asked once in ten minutes, its callback at once", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    const row = () => shop().db("qpay_invoice").where({ issued_session_id: session.id })
    const lastAsked = (minutes: number) =>
      row().update({ last_asked_at: shop().db.raw(`now() - interval '${minutes} minutes'`) })
    await row().update({ state: "expired", expires_at: shop().db.raw("now() - interval '61 minutes'") })
    const check = async () => (await shop().check(session.id)).data.check
    const hint = () => shop().send("POST", "/webhooks/qpay", { invoice_id: invoiceId })

    await lastAsked(9)
    expect([await check(), (await hint()).data.reason]).toEqual(["not_needed", "THROTTLED"])
    expect(await qpay().calls("check")).toEqual([])
    await lastAsked(11)
    expect([await check(), await check()]).toEqual(["asked", "not_needed"])

    await lastAsked(1)
    await qpay().pay({ invoice_id: invoiceId, force: true })
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ captures: [17000] })])
    expect(await qpay().calls("check")).toHaveLength(2)
  })

  it("a logged-in customer pays as a guest does", async () => {
    const credentials = { email: "saraa@example.mn", password: "customer-password" }
    const registered = await shop().send("POST", "/auth/customer/emailpass/register", credentials)
    const bearer = { authorization: `Bearer ${registered.data.token}` }
    await shop().store(
      "POST",
      "/customers",
      { email: credentials.email, first_name: "Сараа", phone: "88112233" },
      bearer
    )
    const login = await shop().send("POST", "/auth/customer/emailpass", credentials)
    const headers = { authorization: `Bearer ${login.data.token}` }

    const { cartId, invoiceId } = await shop().checkout({ headers })
    await qpay().pay({ invoice_id: invoiceId })
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
    const created = (await qpay().calls("create"))[0]
    expect(JSON.stringify(created?.body)).not.toMatch(/saraa|Сараа|88112233/)
  })

  it("two provider instances with different accounts in one store: each invoice goes to its own account", async () => {
    const first = await shop().checkout()
    const second = await shop().checkout({ providerId: "pp_qpay_branch2" })
    expect((await qpay().calls("create")).map((call) => call.account)).toEqual(["TEST_MERCHANT", "BRANCH_TWO"])
    await qpay().pay({ invoice_id: second.invoiceId })
    await qpay().pay({ invoice_id: first.invoiceId })
    expect(await shop().ordersOf(first.cartId)).toHaveLength(1)
    expect(await shop().ordersOf(second.cartId)).toHaveLength(1)
    expect((await qpay().calls("check")).map((call) => call.account)).toEqual(["BRANCH_TWO", "TEST_MERCHANT"])
    expect((await shop().row(first.session.id)).account).not.toBe((await shop().row(second.session.id)).account)
  })
})
