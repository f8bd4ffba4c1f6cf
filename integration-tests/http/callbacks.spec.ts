import { Modules, PaymentWebhookEvents } from "@medusajs/framework/utils"
import { eventually } from "../support/eventually"
import { SubscriberWork } from "../support/subscriber-work"
import { withShop } from "../support/suite"

withShop("callbacks that mean nothing", ({ shop, qpay }) => {
  const call = (query: Record<string, string>) => shop().send("GET", `/webhooks/qpay?${new URLSearchParams(query)}`)
  const tokenOf = async (invoiceId: string) =>
    new URL((await qpay().invoice(invoiceId)).callback_url).searchParams.get("token") ?? ""

  /** Another cart, ready and unpaid: the one that core would complete by mistake. */
  async function bystander() {
    return shop().checkout()
  }

  async function expectNothingHappened() {
    expect(await shop().orders()).toEqual([])
  }

  it("callback before the create answer: no order, and the real payment still finds it", async () => {
    await bystander()
    await qpay().settings({ callback: "early" })
    const { cartId, session, invoiceId } = await shop().checkout()
    await expectNothingHappened()
    expect(await shop().row(session.id)).toMatchObject({ state: "open", invoice_id: invoiceId })
    await qpay().settings({ callback: "send" })
    await qpay().pay({ invoice_id: invoiceId })
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
    expect(await shop().orders()).toHaveLength(1)
  })

  it("paid and called back before the create answer: the order is there when the answer comes", async () => {
    await qpay().settings({ callback: "early", auto_pay_on_create: true })
    const { cartId, session } = await shop().checkout()
    await eventually(async () => expect(await shop().row(session.id)).toMatchObject({ state: "settled" }))
    const orders = await shop().ordersOf(cartId)
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({ captures: [17000], collectionStatus: "completed" })
    const stored = await shop().container.resolve(Modules.PAYMENT).retrievePaymentSession(session.id)
    expect(stored.status).toBe("authorized")
  })

  it("callback with a wrong token: no order, no call to QPay, the same answer", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await qpay().forgetCalls()
    for (const token of ["", "wrong", "x".repeat(5000)]) {
      const answer = await call({ session: session.id, token, qpay_payment_id: "123456789012345" })
      expect(answer).toMatchObject({ status: 200, data: "SUCCESS" })
    }
    await expectNothingHappened()
    expect(await qpay().calls()).toEqual([])
  })

  it("unknown session: no order, no other cart touched, nothing leaked", async () => {
    await bystander()
    const known = await shop().checkout()
    const token = await tokenOf(known.invoiceId)
    const unknown = await call({ session: "payses_01JUNKNOWNUNKNOWNUNKNOWN00", token, qpay_payment_id: "1" })
    const wrong = await call({ session: known.session.id, token: "wrong", qpay_payment_id: "1" })
    expect(unknown.status).toBe(wrong.status)
    expect(unknown.data).toBe(wrong.data)
    expect(Object.keys(unknown.headers).sort()).toEqual(Object.keys(wrong.headers).sort())
    await expectNothingHappened()
  })

  it("deleted session: the order of its own cart, no other cart touched", async () => {
    await bystander()
    const { cartId, session, invoiceId } = await shop().checkout()
    const url = (await qpay().invoice(invoiceId)).callback_url
    // As after a crash: the session's row is gone, the invoice still open at QPay.
    const db = shop().container.resolve("__pg_connection__")
    await db("payment_session").where({ id: session.id }).delete()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    const answer = await shop().send("GET", new URL(url).pathname + new URL(url).search + "&qpay_payment_id=1")
    expect(answer).toMatchObject({ status: 200, data: "SUCCESS" })
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ captures: [17000] })])
    expect(await shop().orders()).toHaveLength(1)
  })

  it("foreign payment id: the stored invoice is asked, not the payment", async () => {
    const mine = await shop().checkout()
    const theirs = await shop().checkout()
    const paid = await qpay().pay({ invoice_id: theirs.invoiceId, callback: "lost" })
    const { callbacks } = await qpay().callback({
      invoice_id: mine.invoiceId,
      payment_id: paid.payment_ids[0],
    })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
    await expectNothingHappened()
    expect(await shop().row(mine.session.id)).toMatchObject({ state: "open", payments: [] })
    expect(await shop().row(theirs.session.id)).toMatchObject({ state: "open" })
  })

  it("a GET without a query is a person testing", async () => {
    const answer = await shop().send("GET", "/webhooks/qpay")
    expect(answer).toMatchObject({ status: 200, data: { message: "QPay webhook endpoint is active" } })
  })

  it("core's own webhook route, fed with anything, completes no foreign cart", async () => {
    await bystander()
    const { session } = await shop().checkout()
    const bodies = [
      {},
      { session: "payses_unknown" },
      { session: session.id, action: "authorized" },
      { session_id: session.id },
    ]
    // The one test that waits the five seconds that Medusa's route waits before it acts.
    const subscribers = SubscriberWork.watch(shop().container)
    try {
      for (const body of bodies) await shop().send("POST", "/hooks/payment/qpay_qpay", body)
      const received = () => subscribers.count(PaymentWebhookEvents.WebhookReceived)
      await eventually(() => expect(received()).toBe(bodies.length))
      await subscribers.idle()
    } finally {
      subscribers.stop()
    }
    await expectNothingHappened()
  })

  describe("POST", () => {
    const post = (body: unknown, query = "") => shop().send("POST", `/webhooks/qpay${query}`, body)

    it("with the invoice's secret is as good as a callback, and tells the order", async () => {
      const { cartId, session, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
      const token = await tokenOf(invoiceId)
      const answer = await post({ invoice_id: invoiceId }, `?session=${session.id}&token=${token}`)
      const [order] = await shop().ordersOf(cartId)
      expect(answer.status).toBe(200)
      expect(answer.data).toEqual({
        ok: true,
        processed: true,
        reason: null,
        session_id: session.id,
        order_id: order?.id,
      })
      expect((await post({ session: session.id, token })).data).toMatchObject({ processed: false, reason: "DUPLICATE" })
    })

    it.each(["invoice_id", "invoiceId", "object_id"])(
      "with %s alone is a hint: throttled, and no id is told",
      async (field) => {
        const { invoiceId } = await shop().checkout()
        await qpay().forgetCalls()
        for (let i = 0; i < 3; i++) {
          expect((await post({ [field]: invoiceId })).data).toEqual({
            ok: true,
            processed: false,
            reason: i === 0 ? "NOT_PAID" : "THROTTLED",
            session_id: null,
            order_id: null,
          })
        }
        expect(await qpay().counts()).toEqual({ check: 1 })
      }
    )

    it("names the reason: SESSION_MISSING, AMOUNT_MISMATCH", async () => {
      expect((await post({ invoice_id: "8f3c6a3e-0000-4000-8000-000000000000" })).data.reason).toBe("SESSION_MISSING")
      const { session, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, amount: 5000, callback: "lost" })
      expect((await post({ sender_invoice_no: session.id })).data).toMatchObject({ reason: "AMOUNT_MISMATCH" })
    })

    it("with nonsense names the field", async () => {
      const wrongType = await post({ invoice_id: { $gt: "" } })
      expect(wrongType).toMatchObject({ status: 400, data: { ok: false, reason: "INVALID_FIELD" } })
      expect(wrongType.data.message).toContain("invoice_id")
      expect(await post({ colour: "red" })).toMatchObject({ status: 400, data: { reason: "INVOICE_MISSING" } })
    })
  })
})
