import { Modules, ProductStatus } from "@medusajs/framework/utils"
import { createProductsWorkflow } from "@medusajs/medusa/core-flows"
import { withShop } from "../support/suite"

withShop("money that is not the exact sum", ({ shop, qpay }) => {
  const named = async (sessionId: string) =>
    (await shop().attention(sessionId)).sort((a, b) => a.reason.localeCompare(b.reason))

  it("paid less: no order, the reason named; paying the rest settles it", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 16999 })
    expect(await shop().orders()).toEqual([])
    expect(await shop().row(session.id)).toMatchObject({ state: "attention", reason: "underpaid", paid_amount: 16999 })
    expect(await shop().attention(session.id)).toEqual([{ reason: "underpaid", amount: 16999 }])
    expect((await shop().status(session.id)).data.payment_session.status).toBe("attention")
    const completed = await shop().complete(cartId)
    expect(completed.data).toMatchObject({ type: "cart" })
    expect(completed.data.error.message).toContain("₮16,999")

    await qpay().pay({ invoice_id: invoiceId, amount: 1, force: true })
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
    expect(await shop().row(session.id)).toMatchObject({ state: "settled", paid_amount: 17000 })
    expect(await shop().attention(session.id)).toEqual([])
  })

  it("paid after its QR was replaced, the cart still open at that sum: one order, and the new QR ends", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    const renewed = await shop().startSession(collectionId)
    expect(renewed.status).toBe(200)
    const second = renewed.data.payment_collection.payment_sessions[0]
    expect((await qpay().invoice(invoiceId)).status).toBe("CANCELED")
    expect(await shop().row(session.id)).toMatchObject({ state: "canceled" })
    const before = await qpay().counts()

    const { callbacks } = await qpay().pay({ invoice_id: invoiceId, force: true })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
    expect(await shop().ordersOf(cartId)).toEqual([
      expect.objectContaining({
        total: 17000,
        captures: [17000],
        transactions: [17000],
        collectionStatus: "completed",
      }),
    ])
    expect(await shop().attention(session.id)).toEqual([])
    // The shopper's page still asks by the session it knows.
    expect((await shop().status(session.id)).data.payment_session).toMatchObject({
      id: session.id,
      status: "order_placed",
    })
    expect((await qpay().invoice(second.data.invoice_id)).status).toBe("CANCELED")
    expect((await qpay().counts()).create).toBe(before.create)
    const again = await qpay().callback({ invoice_id: invoiceId })
    expect(again.callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
  })

  it("paid on the old QR and on the new one: one order, the second named", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    const renewed = await shop().startSession(collectionId)
    const second = renewed.data.payment_collection.payment_sessions[0]
    await qpay().pay({ invoice_id: second.data.invoice_id, callback: "lost" })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    await qpay().callback({ invoice_id: second.data.invoice_id })
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ captures: [17000] })])
    const lines = [...(await shop().attention(session.id)), ...(await shop().attention(second.id))]
    expect(lines).toEqual([{ reason: "duplicate", amount: 17000 }])
  })

  it("paid when the cart is gone: no order, late; the money is on the list", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    await shop().startSession(collectionId)
    await shop().db("cart").where({ id: cartId }).update({ deleted_at: new Date() })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    expect(await shop().orders()).toEqual([])
    expect(await shop().attention(session.id)).toEqual([{ reason: "late", amount: 17000 }])
    expect((await shop().status(session.id)).data.payment_session.status).toBe("attention")
  })

  it("paid after the cart's total changed: no order, amount_changed", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    expect(await shop().orders()).toEqual([])
    expect(await shop().row(session.id)).toMatchObject({ state: "attention", reason: "amount_changed" })
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
  })

  it("the cart's total drifts without Medusa noticing: never an order at the wrong sum, by callback or by storefront", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    const db = shop().container.resolve("__pg_connection__")
    await db("cart_line_item")
      .where({ cart_id: cartId })
      .update({ unit_price: 20000, raw_unit_price: JSON.stringify({ value: "20000", precision: 20 }) })
    await qpay().pay({ invoice_id: invoiceId })
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
    const completed = await shop().complete(cartId)
    expect(completed.data.type).not.toBe("order")
    expect(await shop().orders()).toEqual([])
  })

  it("paid more: one order at its own sum, the surplus named in the ledger", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 20000 })
    const [order, ...more] = await shop().ordersOf(cartId)
    expect(more).toEqual([])
    expect(order).toMatchObject({ total: 17000, captures: [17000], transactions: [17000] })
    expect(await shop().row(session.id)).toMatchObject({ state: "settled", paid_amount: 20000 })
    expect(await shop().attention(session.id)).toEqual([{ reason: "overpaid", amount: 3000 }])
  })

  it("paid in parts when the stock is gone: one line over the whole, none over the part", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 16000 })
    await shop().sellOut()
    await qpay().pay({ invoice_id: invoiceId, amount: 1000, force: true })
    expect(await shop().attention(session.id)).toEqual([{ reason: "paid_without_order", amount: 17000 }])
  })

  it("paid twice when the stock is gone: the order's sum and the second payment each keep their line", async () => {
    const { session, invoiceId } = await shop().checkout()
    await shop().sellOut()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const both = [
      { reason: "duplicate", amount: 17000 },
      { reason: "paid_without_order", amount: 17000 },
    ]
    expect(await named(session.id)).toEqual(both)
    await qpay().callback({ invoice_id: invoiceId })
    expect(await named(session.id)).toEqual(both)
  })

  it("paid too much when the stock is gone, then the cart changes: one line over the whole", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await shop().sellOut()
    await qpay().pay({ invoice_id: invoiceId, amount: 20000 })
    expect(await named(session.id)).toEqual([
      { reason: "overpaid", amount: 3000 },
      { reason: "paid_without_order", amount: 17000 },
    ])
    // Not through the store's API, which refuses that for a paid cart.
    const items = await shop().container.resolve(Modules.CART).listLineItems({ cart_id: cartId })
    await shop().container.resolve(Modules.CART).updateLineItems(items[0]!.id, { quantity: 3 })
    await qpay().callback({ invoice_id: invoiceId })
    expect(await named(session.id)).toEqual([{ reason: "amount_changed", amount: 20000 }])
  })

  it("a line cannot be written: the invoice is not held without it, and the next callback names the money", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    await shop().db.raw(`CREATE FUNCTION no_line() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no line may be written'; END $$;
      CREATE TRIGGER no_line BEFORE INSERT ON qpay_attention FOR EACH ROW EXECUTE FUNCTION no_line()`)
    const { callbacks } = await qpay().pay({ invoice_id: invoiceId, force: true })
    await shop().db.raw("DROP TRIGGER no_line ON qpay_attention; DROP FUNCTION no_line()")
    expect(callbacks).toEqual([expect.objectContaining({ status: 503 })])
    expect(await shop().row(session.id)).toMatchObject({ state: "canceled", paid_amount: 17000 })
    await qpay().callback({ invoice_id: invoiceId })
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
    expect(await shop().row(session.id)).toMatchObject({ state: "attention" })
  })

  it("paid twice: one order at its own sum, the second payment named in the ledger", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    await qpay().pay({ invoice_id: invoiceId, force: true })
    const orders = await shop().ordersOf(cartId)
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({ total: 17000, captures: [17000], transactions: [17000] })
    expect(await shop().row(session.id)).toMatchObject({ state: "settled", paid_amount: 34000 })
    expect(await shop().attention(session.id)).toEqual([{ reason: "duplicate", amount: 17000 }])
  })

  it("two QRs of one cart, both paid at once: one order, the other payment named", async () => {
    const cartId = await shop().cart()
    const collectionId = await shop().collection(cartId)
    // Medusa takes no lock here: two sessions at once leave two live invoices.
    await Promise.all([shop().startSession(collectionId), shop().startSession(collectionId)])
    const invoices = (await qpay().invoices()).filter(({ status }) => status === "OPEN")
    await Promise.all(invoices.map(({ invoice_id }) => qpay().pay({ invoice_id })))
    const orders = await shop().ordersOf(cartId)
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({ total: 17000, captures: [17000], transactions: [17000] })
    const lines = (await shop().ledger.attention.list({ openOnly: true })).map(({ reason, amount }) => ({
      reason,
      amount,
    }))
    expect(lines).toEqual(invoices.slice(1).map(() => ({ reason: "duplicate", amount: 17000 })))
  })

  it("prices with decimals: QPay takes whole tugrik, Medusa its own sum", async () => {
    const { result } = await createProductsWorkflow(shop().container).run({
      input: {
        products: [
          {
            title: "Жингийн бараа",
            status: ProductStatus.PUBLISHED,
            shipping_profile_id: shop().demo.shipping_profile_id,
            sales_channels: [{ id: shop().demo.sales_channel_id }],
            options: [{ title: "Хэмжээ", values: ["1"] }],
            variants: [
              {
                title: "1",
                options: { Хэмжээ: "1" },
                manage_inventory: false,
                prices: [{ currency_code: "mnt", amount: 333.335 }],
              },
            ],
          },
        ],
      },
    })
    const variantId = result[0]?.variants[0]?.id as string
    const { cartId, session, invoiceId } = await shop().checkout({ variantId, quantity: 3 })
    expect(session.amount).toBeCloseTo(6000.005, 5)
    expect(session.data.amount).toBe(6000)
    expect((await qpay().invoice(invoiceId)).amount).toBe(6000)
    await qpay().pay({ invoice_id: invoiceId })
    const [order] = await shop().ordersOf(cartId)
    expect(order).toMatchObject({ collectionStatus: "completed" })
    expect(order?.captures).toHaveLength(1)
    expect(await shop().attention(session.id)).toEqual([])
  })
})
