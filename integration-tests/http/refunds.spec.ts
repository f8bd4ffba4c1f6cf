import { reconcile } from "../../src/settlement/reconcile"
import type { Checkout, OrderFacts } from "../support/shop"
import { withShop } from "../support/suite"

withShop("refunds from admin", ({ shop, qpay }) => {
  async function paidOrder(type: "CARD" | "P2P"): Promise<Checkout & { order: OrderFacts; paymentId: string }> {
    const checkout = await shop().checkout()
    await qpay().pay({ invoice_id: checkout.invoiceId, type })
    const [order] = await shop().ordersOf(checkout.cartId)
    if (!order) throw new Error("no order")
    return { ...checkout, order, paymentId: order.payments[0]?.id as string }
  }
  const refund = (paymentId: string, amount?: number) =>
    shop().admin("POST", `/payments/${paymentId}/refund`, { amount })
  const now = async (cartId: string) => (await shop().ordersOf(cartId))[0] as OrderFacts

  it("card in full: refunded at QPay and in Medusa", async () => {
    const { cartId, session, invoiceId, paymentId } = await paidOrder("CARD")
    const answer = await refund(paymentId, 17000)
    expect(answer.status).toBe(200)
    expect((await qpay().invoice(invoiceId)).payments).toEqual([expect.objectContaining({ status: "REFUNDED" })])
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
    expect((await now(cartId)).payments[0]?.data).toMatchObject({
      session_id: session.id,
      invoice_id: invoiceId,
      status: "refunded",
    })
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    expect((await shop().status(session.id)).data.payment_session.status).toBe("refunded")
  })

  it("bank transfer: refused with the text staff need; nothing booked; the debt named", async () => {
    const { cartId, session, paymentId } = await paidOrder("P2P")
    const answer = await refund(paymentId, 17000)
    expect(answer.status).toBe(400)
    expect(answer.data.message).toContain("QPay cannot return a bank transfer")
    expect(answer.data.message).toContain("Send ₮17,000 back by bank")
    expect(answer.data.message).toContain("банкаар буцаана уу")
    expect(await now(cartId)).toMatchObject({ refunds: [], transactions: [17000] })
    expect(await qpay().calls("refund")).toEqual([])
    expect(await shop().attention(session.id)).toEqual([{ reason: "refund_owed", amount: 17000 }])
  })

  it("a bank refund that staff recorded is booked once", async () => {
    const { cartId, session, paymentId } = await paidOrder("P2P")
    await refund(paymentId, 17000)
    const row = await shop().row(session.id)
    await shop().ledger.attention.resolve(row.id, ["refund_owed"], {
      actor: "admin:test",
      resolution: "returned_by_bank",
    })
    expect((await refund(paymentId, 17000)).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
    expect((await refund(paymentId, 17000)).status).toBe(400)
    expect((await now(cartId)).refunds).toEqual([17000])
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("partial: refused; nothing booked, nothing returned", async () => {
    const { cartId, invoiceId, paymentId } = await paidOrder("CARD")
    const answer = await refund(paymentId, 5000)
    expect(answer.status).toBe(400)
    expect(answer.data.message).toContain("in full only")
    expect(answer.data.message).toContain("₮5,000")
    expect(await now(cartId)).toMatchObject({ refunds: [], transactions: [17000] })
    expect((await qpay().invoice(invoiceId)).payments).toEqual([expect.objectContaining({ status: "PAID" })])
  })

  it("second refund: refused; nothing booked twice", async () => {
    const { cartId, paymentId } = await paidOrder("CARD")
    expect((await refund(paymentId, 17000)).status).toBe(200)
    for (const amount of [17000, 1, undefined]) expect((await refund(paymentId, amount)).status).toBe(400)
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
    expect(await qpay().calls("refund")).toHaveLength(1)
  })

  it("two clicks at once: one refund at QPay, one in Medusa", async () => {
    const { cartId, paymentId } = await paidOrder("CARD")
    const answers = await Promise.all([refund(paymentId, 17000), refund(paymentId, 17000)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await now(cartId)).refunds).toEqual([17000])
    expect((await qpay().calls("refund")).filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it("QPay refunds but its answer is lost: found out, and booked", async () => {
    const { cartId, paymentId } = await paidOrder("CARD")
    await qpay().fault({ on: "refund", kind: "cut_after" })
    expect((await refund(paymentId, 17000)).status).toBe(200)
    expect((await now(cartId)).refunds).toEqual([17000])
    expect(await qpay().calls("refund")).toHaveLength(1)
  })

  it("QPay refunds and cannot be asked whether it did: nothing is booked until it says so, then it is, once", async () => {
    const { cartId, session, paymentId } = await paidOrder("CARD")
    await qpay().fault({ on: "refund", kind: "cut_after" })
    // The provider asks before the refund, and that answer says PAID.
    await qpay().fault({ on: "get_payment", kind: "slow", ms: 1 })
    await qpay().fault({ on: "get_payment", kind: "cut", times: 0 })
    expect((await refund(paymentId, 17000)).status).toBe(400)
    expect(await qpay().calls("refund")).toHaveLength(1)
    expect((await now(cartId)).refunds).toEqual([])
    await qpay().clearFaults()
    await shop()
      .db("qpay_invoice")
      .whereNotNull("next_check_at")
      .update({ next_check_at: new Date(0) })
    await reconcile(shop().container, { everySeconds: 0 })
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("a card's debt that QPay has paid back after all: staff are told so instead of sending it by bank", async () => {
    const { session, invoiceId, order, paymentId } = await paidOrder("CARD")
    const row = await shop().row(session.id)
    const line = await shop().ledger.attention.open({
      qpay_invoice_id: row.id,
      reason: "refund_owed",
      amount: 17000,
      detail: "order_canceled",
    })
    const record = () =>
      shop().admin("POST", `/qpay/attention/${line!.id}`, {
        action: "record_refund",
        amount: 17000,
        reference: "TT-1",
      })
    await qpay().fault({ on: "check", kind: "cut", times: 0 })
    expect((await record()).data).toMatchObject({ code: "qpay_away" })
    await qpay().clearFaults()
    // Its credentials were taken out of the settings: nobody can ask.
    const { account } = row
    const credentials = (to: string) => shop().db("qpay_invoice").update({ account: to })
    await credentials("qpay:gone")
    expect((await record()).data).toMatchObject({ code: "qpay_away" })
    await credentials(account)
    const [payment] = (await qpay().invoice(invoiceId)).payments
    await qpay().merchant().refundPayment(payment!.payment_id)
    await shop().letTimePass(session.id)
    expect((await record()).data).toMatchObject({ code: "went_back" })
    // Known by now, and not yet in Medusa's books.
    expect((await record()).data).toMatchObject({ code: "went_back" })
    // Known by now, and not yet in Medusa's books.
    await reconcile(shop().container, { everySeconds: 0 })
    expect(await shop().attention(session.id)).toEqual([])
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    expect((await shop().orders()).find(({ id }) => id === order.id)).toMatchObject({ refunds: [17000] })
    expect(paymentId).toBeDefined()
  })

  it("QPay fails before refunding: nothing booked, the text says so, and the next try works", async () => {
    const { cartId, paymentId } = await paidOrder("CARD")
    await qpay().fault({ on: "refund", kind: "status", status: 500 })
    const answer = await refund(paymentId, 17000)
    expect(answer.status).toBe(400)
    expect(answer.data.message).toContain("Nothing was booked")
    expect((await now(cartId)).refunds).toEqual([])
    expect((await refund(paymentId, 17000)).status).toBe(200)
    expect((await now(cartId)).refunds).toEqual([17000])
  })

  it.each([
    ["a gateway's page", { kind: "html", status: 200 }],
    ["an empty success that did nothing", { kind: "empty_json", work: false }],
  ])("%s in place of QPay's refund: nothing booked, and the next try works", async (_name, fault) => {
    const { cartId, paymentId } = await paidOrder("CARD")
    await qpay().fault({ on: "refund", ...fault })
    const answer = await refund(paymentId, 17000)
    expect(answer.status).toBe(400)
    expect((await now(cartId)).refunds).toEqual([])
    expect((await refund(paymentId, 17000)).status).toBe(200)
    expect(await now(cartId)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
  })

  it("card paid, stock gone: core's own refund really returns the money, and no line remains", async () => {
    const { session, invoiceId, cartId } = await shop().checkout()
    await shop().sellOut()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    expect(await shop().ordersOf(cartId)).toEqual([])
    expect((await qpay().invoice(invoiceId)).payments).toEqual([expect.objectContaining({ status: "REFUNDED" })])
    expect(await shop().row(session.id)).toMatchObject({ state: "refunded" })
    expect(await shop().attention(session.id)).toEqual([])
  })
})
