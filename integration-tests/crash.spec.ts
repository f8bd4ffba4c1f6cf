import { eventually } from "./support/eventually"
import { QPay } from "./support/qpay"
import { Server } from "./support/server"

describe("a server that dies", () => {
  let server: Server
  let qpay: QPay

  beforeAll(async () => {
    qpay = await QPay.start()
    server = await Server.prepare(`qpay-crash-${process.env.JEST_WORKER_ID}`)
    await server.start()
  })
  afterAll(async () => {
    await server?.stop()
    await qpay?.close()
  })

  async function collection(): Promise<{ cartId: string; collectionId: string }> {
    const address = { first_name: "Бат", address_1: "1", city: "Улаанбаатар", country_code: "mn" }
    const variant_id = server.demo.products.find(({ price }) => price === 12000)?.variant_id
    const { cart } = await server.store("POST", "/carts", {
      region_id: server.demo.region_id,
      email: "bat@example.mn",
      shipping_address: address,
      billing_address: address,
      items: [{ variant_id, quantity: 1 }],
    })
    await server.store("POST", `/carts/${cart.id}/shipping-methods`, { option_id: server.demo.shipping_option_id })
    const { payment_collection } = await server.store("POST", "/payment-collections", { cart_id: cart.id })
    return { cartId: cart.id, collectionId: payment_collection.id }
  }
  const startSession = (collectionId: string) =>
    server.store("POST", `/payment-collections/${collectionId}/payment-sessions`, { provider_id: "pp_qpay_qpay" })
  const ordersOf = (cartId: string) =>
    server.rows(
      `SELECT o.id, (SELECT sum(amount) FROM order_transaction t WHERE t.order_id = o.id) AS paid
         FROM order_cart l JOIN "order" o ON o.id = l.order_id WHERE l.cart_id = $1`,
      [cartId]
    )
  const rowOf = async (cartId: string) =>
    (await server.rows(`SELECT * FROM qpay_invoice WHERE cart_id = $1`, [cartId]))[0]

  it("process killed between invoice creation and its record: the next callback still finds its order", async () => {
    const { cartId, collectionId } = await collection()
    await qpay.fault({ on: "create", kind: "slow", ms: 20_000 })
    const hanging = startSession(collectionId).catch(() => "cut off")
    let invoiceId = ""
    await eventually(async () => {
      invoiceId = (await qpay.invoices())[0]?.invoice_id as string
      expect(invoiceId).toBeTruthy()
    })
    await server.kill()
    expect(await hanging).toBe("cut off")
    expect(await rowOf(cartId)).toMatchObject({ state: "creating", invoice_id: null })

    await server.start()
    const { callbacks } = await qpay.pay({ invoice_id: invoiceId })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
    expect(await ordersOf(cartId)).toEqual([expect.objectContaining({ paid: "17000" })])
    expect(await rowOf(cartId)).toMatchObject({ state: "settled", invoice_id: invoiceId })
  })

  it("the server's own logs, access log included, hold no secret of any callback", async () => {
    expect(server.log).toMatch(/webhooks\/qpay\?session=payses_/)
    expect(server.log).toContain("token=[redacted]")
    for (const { callback_url } of await qpay.invoices()) {
      expect(server.log).not.toContain(new URL(callback_url).searchParams.get("token"))
    }
    for (const token of qpay.simulator.state.tokens.keys()) expect(server.log).not.toContain(token)
  })

  it("process killed in the middle of settling: the next callback places the order, once", async () => {
    const { cartId, collectionId } = await collection()
    const { payment_collection } = await startSession(collectionId)
    const invoiceId = payment_collection.payment_sessions[0].data.invoice_id
    await qpay.fault({ on: "check", kind: "slow", ms: 20_000 })
    await qpay.pay({ invoice_id: invoiceId, wait: false })
    await eventually(async () => expect((await rowOf(cartId)).lease_owner).not.toBeNull())
    await eventually(async () =>
      expect(((await qpay.send("GET", "/_sim/calls")) as any).calls.at(-1).endpoint).toBe("check")
    )
    await server.kill()
    expect(await ordersOf(cartId)).toEqual([])

    await server.start()
    // The dead process still holds the lease; the callback waits until it runs out.
    const { callbacks } = await qpay.callback({ invoice_id: invoiceId })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
    expect(await ordersOf(cartId)).toEqual([expect.objectContaining({ paid: "17000" })])
    expect(await rowOf(cartId)).toMatchObject({ state: "settled" })
  })
})
