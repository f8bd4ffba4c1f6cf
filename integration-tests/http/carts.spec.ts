import { eventually } from "../support/eventually"
import { withShop } from "../support/suite"

withShop("carts that change", ({ shop, qpay }) => {
  const addItem = (cartId: string) =>
    shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })

  it("cart changes before payment: the old invoice is cancelled at QPay and cannot be paid", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    expect((await addItem(cartId)).status).toBe(200)
    expect((await qpay().invoice(invoiceId)).status).toBe("CANCELED")
    expect(await shop().row(session.id)).toMatchObject({ state: "canceled" })
    await expect(qpay().pay({ invoice_id: invoiceId })).rejects.toThrow("409")

    const renewed = (await shop().startSession(collectionId)).data.payment_collection.payment_sessions[0]
    expect(renewed.data.amount).toBe(29000)
    await qpay().pay({ invoice_id: renewed.data.invoice_id })
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ total: 29000, captures: [29000] })])
  })

  it("a paid one is never deleted: the change is refused and the money becomes the order", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    const refused = await addItem(cartId)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    await eventually(async () => {
      const orders = await shop().ordersOf(cartId)
      expect(orders).toEqual([
        expect.objectContaining({ total: 17000, captures: [17000], collectionStatus: "completed" }),
      ])
    })
    await eventually(async () => expect(await shop().row(session.id)).toMatchObject({ state: "settled" }))
  })

  it("a new session for a paid cart is refused, and the money becomes the order", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    const refused = await shop().startSession(collectionId)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    await eventually(async () => expect(await shop().ordersOf(cartId)).toHaveLength(1))
    await eventually(async () => expect(await shop().row(session.id)).toMatchObject({ state: "settled" }))
    for (const invoice of await qpay().invoices()) {
      if (invoice.invoice_id !== invoiceId) expect(invoice.status).toBe("CANCELED")
    }
  })

  it("stock runs out after the debit: no order, paid_without_order named; stock again: one more callback places it", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await shop().sellOut()
    const { callbacks } = await qpay().pay({ invoice_id: invoiceId })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
    expect(await shop().ordersOf(cartId)).toEqual([])
    expect(await shop().row(session.id)).toMatchObject({ state: "attention", reason: "paid_without_order" })
    const [line] = await shop().ledger.attention.list({ openOnly: true })
    expect(line).toMatchObject({ reason: "paid_without_order", amount: 17000 })
    expect(line?.detail).toBeTruthy()

    const plenty = { stocked_quantity: 100, raw_stocked_quantity: JSON.stringify({ value: "100", precision: 20 }) }
    await shop().db("inventory_level").update(plenty)
    await qpay().callback({ invoice_id: invoiceId })
    expect(await shop().ordersOf(cartId)).toEqual([
      expect.objectContaining({ captures: [17000], transactions: [17000] }),
    ])
    expect(await shop().row(session.id)).toMatchObject({ state: "settled" })
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("keys that a storefront plants in the session data change nothing", async () => {
    const other = await shop().checkout()
    await qpay().pay({ invoice_id: other.invoiceId })
    const planted = {
      session_id: other.session.id,
      invoice_id: other.invoiceId,
      amount: 1,
      status: "captured",
      payment_id: "1",
      paid: true,
      qr_text: "evil",
    }
    const { cartId, session } = await shop().checkout({ data: planted })
    expect(session.data).toMatchObject({ session_id: session.id, amount: 17000, status: "pending", payment_id: null })
    expect(session.data.invoice_id).not.toBe(other.invoiceId)
    expect((await shop().complete(cartId)).data.type).toBe("cart")
    expect(await shop().ordersOf(cartId)).toEqual([])
  })

  it("a currency that is neither MNT nor has a rate, and a sum of nothing, are refused with the field and the fix", async () => {
    const payments = shop().container.resolve("payment")
    const collection = await payments.createPaymentCollections({ currency_code: "usd", amount: 10 })
    const start = (amount: number, currency_code: string) =>
      payments.createPaymentSession(collection.id, { provider_id: "pp_qpay_qpay", amount, currency_code, data: {} })
    await expect(start(10, "usd")).rejects.toThrow(/currency_code.*exchangeRates/)
    await expect(start(0, "mnt")).rejects.toThrow(/amount/)
    await expect(start(0.4, "mnt")).rejects.toThrow(/amount/)
    expect(await qpay().calls("create")).toEqual([])
  })
})
