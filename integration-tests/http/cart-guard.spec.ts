import type { AxiosResponse } from "axios"
import type { Checkout } from "../support/shop"
import { ok } from "../support/shop"
import { withShop } from "../support/suite"

withShop("changes to a cart that may be paid", ({ shop, qpay }) => {
  const lose = (invoiceId: string) => qpay().pay({ invoice_id: invoiceId, callback: "lost" })
  const update = (cartId: string, body: object) => shop().store("POST", `/carts/${cartId}`, body)
  const newEmail = (cartId: string) => update(cartId, { email: "dorj@example.mn" })
  async function changeQuantity(cartId: string, quantity = 3): Promise<AxiosResponse> {
    const { data } = await shop().store("GET", `/carts/${cartId}`)
    return shop().store("POST", `/carts/${cartId}/line-items/${data.cart.items[0].id}`, { quantity })
  }
  const ONE_ORDER = { total: 17000, captures: [17000], transactions: [17000], collectionStatus: "completed" }
  /** As it would stand after other events. */
  const rewrite = (sessionId: string, columns: Record<string, unknown>) =>
    shop().db("qpay_invoice").where({ payment_session_id: sessionId }).update(columns)
  const asPaid = () => ({
    payments: JSON.stringify([{ payment_id: "1", status: "PAID", amount: "17000.00", currency: "MNT" }]),
    paid_amount: 17000,
    raw_paid_amount: JSON.stringify({ value: "17000", precision: 20 }),
    last_checked_at: new Date(),
  })

  /** The statements a request makes against the ledger; the job's name no cart. */
  async function ledgerQueries(id: string, work: () => Promise<unknown>): Promise<string[]> {
    const seen: string[] = []
    const listen = ({ sql, bindings }: { sql: string; bindings: unknown[] }) =>
      sql.includes("qpay_") && bindings.includes(id) && seen.push(sql)
    shop().db.on("query", listen)
    try {
      await work()
    } finally {
      shop().db.removeListener("query", listen)
    }
    return seen
  }

  describe("paid, and the callback was lost", () => {
    const changes: [string, (checkout: Checkout) => Promise<AxiosResponse>][] = [
      ["a quantity", ({ cartId }) => changeQuantity(cartId)],
      [
        "one more item",
        ({ cartId }) =>
          shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 }),
      ],
      ["an item taken out", ({ cartId }) => shop().store("DELETE", `/carts/${cartId}/line-items/any`)],
      ["the e-mail", ({ cartId }) => newEmail(cartId)],
      ["a code", ({ cartId }) => shop().store("POST", `/carts/${cartId}/promotions`, { promo_codes: ["X"] })],
      ["a code taken back", ({ cartId }) => shop().store("DELETE", `/carts/${cartId}/promotions`, { promo_codes: [] })],
      [
        "the delivery",
        ({ cartId }) =>
          shop().store("POST", `/carts/${cartId}/shipping-methods`, { option_id: shop().demo.shipping_option_id }),
      ],
      ["taxes", ({ cartId }) => shop().store("POST", `/carts/${cartId}/taxes`)],
      ["the customer", ({ cartId }) => shop().store("POST", `/carts/${cartId}/customer`)],
      ["another plugin's route of the cart", ({ cartId }) => shop().store("POST", `/carts/${cartId}/gift-cards`)],
      ["a new QR", ({ collectionId }) => shop().startSession(collectionId)],
      [
        "another way to pay",
        ({ collectionId }) => shop().startSession(collectionId, { providerId: "pp_system_default" }),
      ],
    ]

    it.each(changes)("%s: refused with a code and a sentence, and the order is placed, once", async (_, change) => {
      const checkout = await shop().checkout()
      await lose(checkout.invoiceId)
      await qpay().forgetCalls()
      const refused = await change(checkout)
      const [order, ...others] = await shop().ordersOf(checkout.cartId)
      expect(order).toMatchObject(ONE_ORDER)
      expect(others).toEqual([])
      expect(refused.status).toBe(409)
      expect(refused.data).toEqual({
        type: "not_allowed",
        code: "qpay_order_placed",
        message: expect.stringMatching(/^Таны төлбөрийг хүлээн авч.* \/ We have your payment/),
        order_id: order?.id,
      })
      expect(await shop().row(checkout.session.id)).toMatchObject({ state: "settled" })
      expect(await qpay().counts()).toEqual({ check: 1 })
    })

    it("a change, the callback and the storefront's completion at once: one order", async () => {
      const { cartId, invoiceId } = await shop().checkout()
      await lose(invoiceId)
      const [changed] = await Promise.all([
        changeQuantity(cartId),
        qpay().callback({ invoice_id: invoiceId }),
        shop().complete(cartId),
        newEmail(cartId),
      ])
      expect(changed.status).toBeGreaterThanOrEqual(400)
      expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining(ONE_ORDER)])
    })
  })

  describe("known to be paid", () => {
    it("with its order not placed yet: placed now, without a call to QPay", async () => {
      const { cartId, session } = await shop().checkout()
      await rewrite(session.id, { state: "paid", ...asPaid() })
      await qpay().forgetCalls()
      expect((await newEmail(cartId)).data).toMatchObject({ code: "qpay_order_placed" })
      expect(await shop().ordersOf(cartId)).toHaveLength(1)
      expect(await qpay().counts()).toEqual({})
    })

    it("while another server places the order: refused, with no order to name yet", async () => {
      const { cartId, collectionId, session } = await shop().checkout()
      await rewrite(session.id, { state: "paid", ...asPaid() })
      const { ledger } = shop()
      const head = await ledger.leases.headOf(await shop().row(session.id))
      await ledger.leases.take(head, "another-server", 15)
      for (const refused of await Promise.all([changeQuantity(cartId), shop().startSession(collectionId)])) {
        expect(refused.status).toBe(409)
        expect(refused.data).toMatchObject({ type: "not_allowed", code: "qpay_invoice_paid" })
        expect(refused.data.order_id).toBeUndefined()
      }
      await ledger.leases.release(head, "another-server")
    })

    it("at another sum than the cart has now: held, and the shopper is told", async () => {
      const { cartId, collectionId, session } = await shop().checkout()
      await rewrite(session.id, { state: "paid", ...asPaid(), session_amount: 16000 })
      for (const refused of [await newEmail(cartId), await shop().startSession(collectionId)]) {
        expect(refused.status).toBe(409)
        expect(refused.data).toMatchObject({ type: "not_allowed", code: "qpay_payment_held" })
        expect(refused.data.message).toContain(session.id.slice(-8))
      }
      expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 17000 }])
      expect(await shop().ordersOf(cartId)).toEqual([])
    })
  })

  describe("paid, but the order cannot be placed", () => {
    it("since its stock is gone: items, codes and a new QR are refused with the shop's promise", async () => {
      const { cartId, collectionId, session, invoiceId } = await shop().checkout()
      await shop().sellOut()
      await lose(invoiceId)
      const code = () => shop().store("POST", `/carts/${cartId}/promotions`, { promo_codes: ["X"] })
      for (const refused of [await changeQuantity(cartId), await code(), await shop().startSession(collectionId)]) {
        expect(refused.status).toBe(409)
        expect(refused.data).toMatchObject({ type: "not_allowed", code: "qpay_payment_held" })
      }
      expect(await shop().row(session.id)).toMatchObject({ state: "attention", reason: "paid_without_order" })
    })

    it("since no delivery was chosen: the shopper may choose it, and the order is placed", async () => {
      const { cartId, collectionId } = await cartWithoutDelivery()
      const session = (await shop().startSession(collectionId)).data.payment_collection.payment_sessions[0]
      await qpay().pay({ invoice_id: session.data.invoice_id })
      expect(await shop().row(session.id)).toMatchObject({ state: "attention", reason: "paid_without_order" })

      await makeDeliveryFree()
      ok(await shop().store("POST", `/carts/${cartId}/shipping-methods`, { option_id: shop().demo.shipping_option_id }))
      expect((await shop().complete(cartId)).data.type).toBe("order")
      expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ total: 12000, captures: [12000] })])
      expect(await shop().attention(session.id)).toEqual([])
    })

    async function cartWithoutDelivery() {
      const cartId = await shop().cart()
      const { data } = await shop().store("GET", `/carts/${cartId}`)
      const methods = data.cart.shipping_methods.map(({ id }: { id: string }) => id)
      await shop().container.resolve("cart").deleteShippingMethods(methods)
      return { cartId, collectionId: await shop().collection(cartId) }
    }
    async function makeDeliveryFree() {
      const path = `/shipping-options/${shop().demo.shipping_option_id}`
      const { data } = await shop().admin("GET", path)
      const prices = data.shipping_option.prices.map(({ id }: { id: string }) => ({ id, amount: 0 }))
      ok(await shop().admin("POST", path, { prices }))
    }
  })

  describe("not paid", () => {
    it("changes go through, and five of them ask QPay once", async () => {
      const { cartId, session } = await shop().checkout()
      await qpay().forgetCalls()
      for (let change = 0; change < 5; change++) ok(await update(cartId, { email: `bat${change}@example.mn` }))
      expect(await qpay().counts()).toEqual({ check: 1 })
      await shop().letTimePass(session.id)
      ok(await newEmail(cartId))
      expect(await qpay().counts()).toEqual({ check: 2 })
      expect((await shop().store("GET", `/carts/${cartId}`)).data.cart.email).toBe("dorj@example.mn")
      expect(await shop().row(session.id)).toMatchObject({ state: "open" })
    })

    it("another quantity ends the QR, and a new one is for the new sum", async () => {
      const { cartId, collectionId, invoiceId } = await shop().checkout()
      ok(await changeQuantity(cartId, 2))
      expect((await qpay().invoice(invoiceId)).status).toBe("CANCELED")
      const renewed = await shop().startSession(collectionId)
      ok(renewed)
      expect(renewed.data.payment_collection.payment_sessions[0].data.amount).toBe(29000)
      ok(await shop().startSession(collectionId))
    })

    it("while QPay cannot be reached: asked once, then Medusa decides as ever", async () => {
      const { cartId } = await shop().checkout()
      await qpay().fault({ on: "*", kind: "cut", times: 0 })
      await qpay().forgetCalls()
      ok(await newEmail(cartId))
      expect((await qpay().calls("check")).length).toBe(1)
      const refused = await changeQuantity(cartId)
      expect(refused.status).toBe(500)
      expect(refused.data).toMatchObject({ message: expect.stringContaining("Could not delete all payment sessions") })
    })
  })

  it("an invoice whose end is known, or whose money is another matter, holds nobody up and is not asked about", async () => {
    const { cartId, session } = await shop().checkout()
    await qpay().forgetCalls()
    for (const columns of [
      { state: "canceled" },
      { state: "expired" },
      { state: "refunded", ...asPaid() },
      { state: "settled", ...asPaid() },
      { state: "attention", reason: "underpaid" },
      { state: "attention", reason: "late", ...asPaid() },
      { state: "attention", reason: "duplicate", ...asPaid() },
    ]) {
      await rewrite(session.id, columns)
      ok(await newEmail(cartId))
      expect(await shop().row(session.id)).toMatchObject({ state: columns.state })
    }
    expect(await qpay().counts()).toEqual({})
  })

  describe("nothing of QPay's in it", () => {
    beforeEach(async () => {
      const payment_providers = ["pp_qpay_qpay", "pp_system_default"]
      ok(await shop().admin("POST", `/regions/${shop().demo.region_id}`, { payment_providers }))
    })

    it("one indexed query and no call to QPay for a cart without a session", async () => {
      const cartId = await shop().cart()
      expect(await ledgerQueries(cartId, async () => ok(await newEmail(cartId)))).toHaveLength(1)
      expect(await ledgerQueries(cartId, async () => ok(await changeQuantity(cartId)))).toHaveLength(1)
      expect(await qpay().calls()).toEqual([])
    })

    it("the same for another provider's, whose sessions come and go untouched", async () => {
      const cartId = await shop().cart()
      const collectionId = await shop().collection(cartId)
      const start = async () => ok(await shop().startSession(collectionId, { providerId: "pp_system_default" }))
      expect(await ledgerQueries(collectionId, start)).toHaveLength(1)
      expect(await ledgerQueries(collectionId, start)).toHaveLength(1)
      expect(await ledgerQueries(cartId, async () => ok(await changeQuantity(cartId)))).toHaveLength(1)
      expect(await qpay().calls()).toEqual([])
      await start()
      expect((await shop().complete(cartId)).data.type).toBe("order")
    })

    it.each(["cart_id", "payment_collection_id"])("the query by %s has an index", async (column) => {
      const db = shop().db
      const trx = await db.transaction()
      await trx.raw("SET LOCAL enable_seqscan = off")
      // In an empty table any index is as good as any other to the planner.
      const others = await trx("pg_indexes")
        .where({ tablename: "qpay_invoice" })
        .whereNotIn("indexname", ["qpay_invoice_pkey", `IDX_qpay_invoice_${column}`])
        .pluck<string[]>("indexname")
      await trx.raw(`DROP INDEX ${others.map((name) => `"${name}"`).join(", ")}`)
      await trx.raw("ALTER TABLE qpay_invoice DROP CONSTRAINT qpay_invoice_pkey CASCADE")
      const query = `SELECT * FROM qpay_invoice WHERE ${column} = 'x' AND deleted_at IS NULL ORDER BY id`
      const { rows: plan } = await trx.raw<{ rows: unknown[] }>(`EXPLAIN ${query}`)
      await trx.rollback()
      expect(JSON.stringify(plan)).toContain(`IDX_qpay_invoice_${column}`)
    })
  })

  it("hostile ids find nothing, harm nothing and cost QPay no call", async () => {
    const { session } = await shop().checkout()
    await qpay().forgetCalls()
    const ids = ["' OR 1=1 --", "cart_1/complete", "\0", "cart_" + "x".repeat(5000), "сагс", "undefined", "%"]
    for (const id of ids.map(encodeURIComponent)) {
      for (const path of [`/carts/${id}`, `/carts/${id}/line-items`, `/payment-collections/${id}/payment-sessions`]) {
        const { status, data } = await shop().store("POST", path, {})
        expect(status).toBeGreaterThanOrEqual(400)
        expect(data.code ?? "").not.toMatch(/^qpay_/)
      }
    }
    expect(await qpay().calls()).toEqual([])
    expect(await shop().row(session.id)).toMatchObject({ state: "open" })
  })

  it("without the shop's publishable key nothing is looked for", async () => {
    const { cartId, invoiceId } = await shop().checkout()
    await lose(invoiceId)
    const queries = await ledgerQueries(cartId, async () => {
      expect((await shop().send("POST", `/store/carts/${cartId}`, { email: "x@example.mn" })).status).toBe(400)
    })
    expect(queries).toEqual([])
  })
})
