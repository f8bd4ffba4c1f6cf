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

  const rowOf = async (cartId: string) =>
    (await server.rows(`SELECT * FROM qpay_invoice WHERE cart_id = $1`, [cartId]))[0]

  it("process killed between invoice creation and its record: the next callback still finds its order", async () => {
    const { cartId, collectionId } = await server.cart()
    await qpay.fault({ on: "create", kind: "slow", ms: 20_000 })
    const hanging = server.invoice(collectionId).catch(() => "cut off")
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
    expect(await server.ordersOf(cartId)).toEqual([expect.objectContaining({ paid: "17000" })])
    expect(await rowOf(cartId)).toMatchObject({ state: "settled", invoice_id: invoiceId })
  })

  it("the server's own logs, access log included, hold no secret of any callback", async () => {
    expect(server.log).toMatch(/webhooks\/qpay\?session=payses_/)
    expect(server.log).toContain("token=[redacted]")
    for (const { callback_url } of await qpay.invoices()) {
      expect(server.log).not.toContain(new URL(callback_url).searchParams.get("token"))
    }
    for (const token of qpay.simulator.state.tokens.keys()) expect(server.log).not.toContain(token)

    const { rows } = await server.db.query("select pay_token from qpay_invoice limit 1")
    const page = `${server.url}/qpay/pay/${rows[0].pay_token}`
    const answers = [await fetch(page), await fetch(`${page}/check`, { method: "POST", headers: { referer: page } })]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    await eventually(async () => expect(server.log).toMatch(/qpay\/pay\/\[redacted\]\/check/))
    expect(server.log).not.toContain(rows[0].pay_token)
  })

  it("process killed in the middle of settling: the next callback places the order, once", async () => {
    const { cartId, collectionId } = await server.cart()
    const invoiceId = await server.invoice(collectionId)
    await qpay.fault({ on: "check", kind: "slow", ms: 20_000 })
    await qpay.pay({ invoice_id: invoiceId, wait: false })
    await eventually(async () => expect((await rowOf(cartId)).lease_owner).not.toBeNull())
    await eventually(async () =>
      expect(((await qpay.send("GET", "/_sim/calls")) as any).calls.at(-1).endpoint).toBe("check")
    )
    await server.kill()
    expect(await server.ordersOf(cartId)).toEqual([])

    await server.start()
    // The dead process still holds the lease; the callback waits until it runs out.
    const { callbacks } = await qpay.callback({ invoice_id: invoiceId })
    expect(callbacks).toEqual([expect.objectContaining({ status: 200, body: "SUCCESS" })])
    expect(await server.ordersOf(cartId)).toEqual([expect.objectContaining({ paid: "17000" })])
    expect(await rowOf(cartId)).toMatchObject({ state: "settled" })
  })
})
