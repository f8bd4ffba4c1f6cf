import qpayReconcile from "../../src/jobs/qpay-reconcile"
import { deskOf } from "../../src/settlement/desk"
import { Recorder } from "../../src/telemetry/__tests__/recorder"
import { eventually } from "../support/eventually"
import { withShop } from "../support/suite"

withShop("telemetry", ({ shop, qpay }) => {
  let recorder: Recorder
  const attributesOf = (name: string) => recorder.spans(name).map(({ attributes }) => attributes)
  const values = async (name: string, attribute: string) =>
    Object.fromEntries(
      (await recorder.points(name)).map(({ attributes, value }) => [String(attributes[attribute]), value])
    )

  /** The job itself, run until it has done it; the configuration of the tests keeps it from reading QPay's lists. */
  async function byTheJob(sessionId: string, isDone: () => Promise<void>): Promise<void> {
    const desk = await deskOf(shop().container, await shop().row(sessionId))
    const often = (everySeconds: number) => Object.assign(desk!.reconcile, { everySeconds })
    often(1)
    try {
      await eventually(async () => {
        await qpayReconcile(shop().container)
        await isDone()
      })
    } finally {
      often(0)
    }
  }

  // First of all: what is registered stays registered.
  it("with nothing registered a payment becomes its order", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
  })

  describe("with the SDK that Medusa ships", () => {
    beforeAll(() => (recorder = new Recorder()))
    beforeEach(() => recorder.forget())

    it("a payment by callback gives its spans and counts, and a repeat gives its own", async () => {
      const { cartId, session, invoiceId } = await shop().checkout()
      expect(attributesOf("qpay.call")).toContainEqual(
        expect.objectContaining({
          "qpay.endpoint": "POST /v2/invoice",
          "qpay.result": "ok",
          "http.response.status_code": 200,
        })
      )
      const { payment_ids } = await qpay().pay({ invoice_id: invoiceId })
      expect(await shop().ordersOf(cartId)).toHaveLength(1)

      const byCallback = { "qpay.actor": "callback", "qpay.outcome": "settled", "qpay.asked": true }
      const settle = recorder.spans("qpay.settle").find(({ attributes }) => attributes["qpay.actor"] === "callback")
      expect(settle?.attributes).toEqual(byCallback)
      const check = recorder
        .spans("qpay.call")
        .find(({ attributes }) => attributes["qpay.endpoint"] === "POST /v2/payment/check")
      expect(check?.attributes).toEqual({
        "qpay.endpoint": "POST /v2/payment/check",
        "qpay.result": "ok",
        "http.response.status_code": 200,
        "qpay.attempt": 1,
      })
      expect(check?.parentSpanContext?.spanId).toBe(settle?.spanContext().spanId)
      expect(await recorder.points("qpay.settle.duration")).toContainEqual({
        attributes: byCallback,
        value: 1,
        unit: "s",
      })
      expect(await values("qpay.callbacks", "qpay.result")).toEqual({ settled: 1 })
      expect(await values("qpay.calls", "qpay.endpoint")).toMatchObject({
        "POST /v2/invoice": 1,
        "POST /v2/payment/check": 1,
      })

      await qpay().callback({ invoice_id: invoiceId })
      await shop().send("GET", `/webhooks/qpay?session=${session.id}&token=wrong&qpay_payment_id=${payment_ids[0]}`)
      await shop().send("POST", "/webhooks/qpay", { session: session.id, token: "wrong" })
      expect(await values("qpay.callbacks", "qpay.result")).toEqual({ settled: 1, already_settled: 1, unknown: 2 })
    })

    it("an attention line is counted once, with its reason", async () => {
      const { invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, amount: 16999 })
      await qpay().callback({ invoice_id: invoiceId })
      await eventually(async () => expect(await values("qpay.attention", "qpay.reason")).toEqual({ underpaid: 1 }))
      expect(await values("qpay.callbacks", "qpay.result")).toMatchObject({ held: expect.any(Number) })
    })

    it("QPay away: the call's end and the callback's result", async () => {
      const { invoiceId } = await shop().checkout()
      await qpay().fault({ on: "check", kind: "status", status: 503, times: 0 })
      await qpay().pay({ invoice_id: invoiceId })
      await qpay().clearFaults()
      expect(await values("qpay.callbacks", "qpay.result")).toEqual({ unreachable: 1 })
      const checks = attributesOf("qpay.call").filter((one) => one["qpay.endpoint"] === "POST /v2/payment/check")
      expect(checks.map((one) => [one["http.response.status_code"], one["qpay.attempt"]])).toEqual([
        [503, 1],
        [503, 2],
        [503, 3],
      ])
      expect(checks[0]?.["qpay.result"]).not.toBe("ok")
    })

    it("what the job finds is counted, and its run is a span around its settlement", async () => {
      const { cartId, session, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
      const settlingRun = () =>
        recorder.spans("qpay.reconcile").find(({ attributes }) => attributes["qpay.reconcile.settled"])
      await byTheJob(session.id, async () => expect(settlingRun()).toBeDefined())
      expect(await shop().ordersOf(cartId)).toHaveLength(1)
      const run = settlingRun()
      expect(run?.attributes).toMatchObject({ "qpay.reconcile.with_news": 1, "qpay.reconcile.settled": 1 })
      const settle = recorder.spans("qpay.settle").find(({ attributes }) => attributes["qpay.actor"] === "job")
      expect(settle?.attributes).toEqual({ "qpay.actor": "job", "qpay.outcome": "settled", "qpay.asked": true })
      expect(settle?.parentSpanContext?.spanId).toBe(run?.spanContext().spanId)
      expect((await recorder.points("qpay.sweep.found")).map(({ value }) => value)).toEqual([1])
    })

    it("no attribute holds an id, a secret or anything of the shopper", async () => {
      const { cartId, collectionId, session, invoiceId } = await shop().checkout()
      const { callback_url } = await qpay().invoice(invoiceId)
      const { payment_ids } = await qpay().pay({ invoice_id: invoiceId, amount: 20000 })
      await shop().check(session.id)
      await shop().complete(cartId)
      await shop().startSession(collectionId)
      const second = await shop().checkout()
      await shop().startSession(second.collectionId)
      await byTheJob(second.session.id, async () =>
        expect(attributesOf("qpay.call").map((one) => one["qpay.endpoint"])).toContain("POST /v2/payment/list")
      )
      const [order] = await shop().ordersOf(cartId)
      const row = await shop().row(session.id)

      const text = await recorder.everything()
      expect(text).toContain("DELETE /v2/invoice/{id}")
      const ids = [cartId, collectionId, session.id, invoiceId, ...payment_ids, order?.id, row.id, second.invoiceId]
      const secrets = [
        new URL(callback_url).searchParams.get("token"),
        row.pay_token,
        row.account,
        ...qpay().simulator.state.tokens.keys(),
        process.env.QPAY_USERNAME,
        process.env.QPAY_PASSWORD,
        process.env.QPAY_INVOICE_CODE,
      ]
      const persons = ["bat@example.mn", "99112233", "Бат", "Дорж", "Энхтайвны"]
      for (const word of [...ids, ...secrets, ...persons]) {
        expect(word).toEqual(expect.stringMatching(/../))
        expect(text).not.toContain(word)
      }
      expect(text).not.toMatch(/(payses|pay_col|cart|order|qpinv|qpatt|cus|user)_0/)
      const told = new Set(recorder.spans().flatMap(({ attributes }) => Object.keys(attributes)))
      for (const name of told) expect(name).toMatch(/^(qpay\.|http\.response\.status_code$)/)
    })
  })
})
