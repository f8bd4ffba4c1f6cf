import { eventually } from "./support/eventually"
import { QPay } from "./support/qpay"
import { Server } from "./support/server"
import { inFullTier } from "./support/tier"

/** Ends a boot that hangs; a busy machine takes long for one. */
jest.setTimeout(600_000)

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

  inFullTier(
    "process killed between invoice creation and its record: the next callback still finds its order",
    async () => {
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
    }
  )

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

    // The page's address comes along as the referrer of whatever it loads and asks for.
    const doors = ["/qpay/assets/element.mjs", "/qpay/health", "/store/qpay/payment-sessions/payses_unknown"]
    const key = { "x-publishable-api-key": server.demo.publishable_key }
    for (const door of doors) {
      for (const name of ["referer", "referrer"]) {
        await fetch(`${server.url}${door}?by=${name}`, { headers: { ...key, [name]: page } })
        await eventually(async () => expect(server.log).toContain(`${door}?by=${name}`))
      }
    }
    expect(server.log).not.toContain(rows[0].pay_token)
  })

  inFullTier(
    "process killed between an order and its transaction: the next callback finishes that order, once",
    async () => {
      const { cartId, collectionId } = await server.cart()
      const invoiceId = await server.invoice(collectionId)
      await server.rows(
        `CREATE FUNCTION stop_here() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(300); RETURN NEW; END $$ LANGUAGE plpgsql`
      )
      await server.rows(
        `CREATE TRIGGER stop_here BEFORE INSERT ON order_transaction FOR EACH ROW EXECUTE FUNCTION stop_here()`
      )
      await qpay.pay({ invoice_id: invoiceId, wait: false })
      const links = () => server.rows(`SELECT order_id FROM order_cart WHERE cart_id = $1`, [cartId])
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`
      await eventually(async () => expect(await server.rows(waiting)).toHaveLength(1))
      const [half] = (await links()) as { order_id: string }[]
      await server.kill()
      await server.rows(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`)
      await server.rows(`DROP TRIGGER stop_here ON order_transaction`)

      await server.start()
      await qpay.callback({ invoice_id: invoiceId })
      expect(await rowOf(cartId)).toMatchObject({ state: "settled", reason: null })
      expect(await links()).toEqual([half])
      expect(await server.ordersOf(cartId)).toEqual([{ id: half?.order_id, paid: "17000" }])
      expect(await server.rows(`SELECT 1 FROM qpay_attention WHERE resolved_at IS NULL`)).toEqual([])
    }
  )
})
