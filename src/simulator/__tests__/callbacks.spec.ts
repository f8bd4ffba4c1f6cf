import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { redacted, withPaymentId } from "../callback-url"
import { Desk, openShop } from "./desk"

describe("the callback's address", () => {
  it.each([
    ["https://shop.mn/hook", "https://shop.mn/hook?qpay_payment_id=1"],
    ["https://shop.mn/hook?a=1", "https://shop.mn/hook?a=1&qpay_payment_id=1"],
    ["https://shop.mn/hook?", "https://shop.mn/hook?qpay_payment_id=1"],
    ["https://shop.mn/hook?a=1&", "https://shop.mn/hook?a=1&qpay_payment_id=1"],
    ["https://shop.mn/hook?a=1#x", "https://shop.mn/hook?a=1&qpay_payment_id=1#x"],
  ])("%s -> %s", (before, after) => {
    expect(withPaymentId(before, "1")).toBe(after)
  })

  it("is shown without its secrets", () => {
    expect(redacted("https://u:p@shop.mn/hook?session=payses_1&token=abc&qpay_payment_id=1")).toBe(
      "https://REDACTED@shop.mn/hook?session=payses_1&token=REDACTED&qpay_payment_id=1"
    )
  })
})

describe("callbacks", () => {
  const lines: string[] = []
  let desk: Desk
  let shop: Awaited<ReturnType<typeof openShop>>
  let answer: { status?: number; body?: string } = {}

  beforeAll(async () => {
    shop = await openShop(() => answer)
    desk = await Desk.open({ log: (line) => lines.push(line) })
  })
  beforeEach(async () => {
    desk.simulator.reset()
    shop.knocks.length = 0
    answer = {}
    await desk.login()
  })
  afterAll(async () => {
    await desk.close()
    await shop.close()
  })

  const invoice = (changes: object = {}) =>
    desk.invoice({ callback_url: `${shop.url}?session=s1&token=t0p`, ...changes })
  const pay = (invoice_id: string, how: object = {}) => desk.sim("POST", "/pay", { invoice_id, ...how })

  it("knocks once, by GET, and reports the answer", async () => {
    const { payment_ids, callbacks } = await pay(await invoice())
    const [id] = payment_ids
    expect(shop.knocks).toMatchObject([
      { method: "GET", url: `/hook?session=s1&token=t0p&qpay_payment_id=${id}`, body: "" },
    ])
    expect(callbacks).toEqual([
      { payment_id: id, method: "GET", status: 200, body: "SUCCESS", ms: expect.any(Number), error: null },
    ])
    await pay(await invoice({ callback_url: shop.url }))
    expect(shop.knocks[1]?.url).toMatch(/^\/hook\?qpay_payment_id=\d{15}$/)
  })

  it("keeps the address whole in its state and redacted in its log", async () => {
    await pay(await invoice())
    expect((await desk.sim("GET", "/callbacks")).callbacks[0].url).toContain("token=t0p")
    expect(lines.some((line) => line.includes("token=REDACTED"))).toBe(true)
    expect(lines.join("\n")).not.toContain("t0p")
  })

  it("reports a shop that is away", async () => {
    const { callbacks } = await pay(await desk.invoice())
    expect(callbacks).toMatchObject([{ status: null, body: "", error: expect.stringContaining("ECONNREFUSED") }])
  })

  it("is given up when the shop does not answer within callback_timeout_ms", async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve))
    const callback_url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/hook`
    await desk.sim("PUT", "/settings", { callback_timeout_ms: 20 })
    const { callbacks } = await pay(await invoice({ callback_url }))
    expect(callbacks).toMatchObject([{ status: null, error: "no answer within 20 ms" }])
    silent.close()
  })

  it("is lost, doubled, delayed or posted on demand", async () => {
    expect((await pay(await invoice(), { callback: "lost" })).callbacks).toEqual([])
    expect(shop.knocks).toHaveLength(0)
    expect((await pay(await invoice(), { callback: "double" })).callbacks).toHaveLength(2)
    expect(shop.knocks).toHaveLength(2)
    expect(shop.knocks[0]?.url).toBe(shop.knocks[1]?.url)

    const started = performance.now()
    await pay(await invoice(), { callback: "delay", delay_ms: 300 })
    expect(performance.now() - started).toBeGreaterThan(290)

    const id = await invoice()
    const { payment_ids } = await pay(id, { callback: "post_json" })
    const posted = shop.knocks.at(-1)
    expect(posted).toMatchObject({ method: "POST", url: "/hook?session=s1&token=t0p" })
    expect(JSON.parse(posted?.body ?? "")).toMatchObject({ invoice_id: id, qpay_payment_id: payment_ids[0] })
  })

  it("does not wait when told so", async () => {
    const { callbacks } = await pay(await invoice(), { wait: false, callback: "delay", delay_ms: 100 })
    expect(callbacks).toEqual([])
    while (shop.knocks.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(shop.knocks).toHaveLength(1)
  })

  it("is dropped by a reset while it waits", async () => {
    await pay(await invoice(), { wait: false, callback: "delay", delay_ms: 100 })
    desk.simulator.reset()
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(shop.knocks).toHaveLength(0)
  })

  it("follows the settings when the payment says nothing", async () => {
    await desk.sim("PUT", "/settings", { callback: "double" })
    expect((await pay(await invoice())).callbacks).toHaveLength(2)
  })

  it("is not repeated by itself, and repeated until SUCCESS if set", async () => {
    answer = { status: 200, body: "OK" }
    expect((await pay(await invoice())).callbacks).toHaveLength(1)
    await desk.sim("PUT", "/settings", { repeat_until_success: true, callback_repeat_ms: 5, callback_attempts: 3 })
    expect((await pay(await invoice())).callbacks).toHaveLength(3)
    answer = { status: 503, body: "SUCCESS" }
    expect((await pay(await invoice())).callbacks).toHaveLength(3)
    answer = {}
    expect((await pay(await invoice())).callbacks).toHaveLength(1)
  })

  it("comes before the create answer when early, with a real payment if set", async () => {
    const create = async () => {
      const id = await invoice()
      return { id, answeredAt: performance.now() }
    }
    await desk.sim("PUT", "/settings", { callback: "early" })
    const unpaid = await create()
    expect(shop.knocks).toHaveLength(1)
    expect(shop.knocks[0]?.at).toBeLessThan(unpaid.answeredAt)
    expect((await desk.check(unpaid.id)).json.count).toBe(0)

    await desk.sim("PUT", "/settings", { auto_pay_on_create: true })
    const paid = await create()
    const [row] = (await desk.check(paid.id)).json.rows
    expect(shop.knocks[1]?.url).toContain(`qpay_payment_id=${row.payment_id}`)
    expect(shop.knocks).toHaveLength(2)
  })

  it("follows an invoice that is paid on creation", async () => {
    await desk.sim("PUT", "/settings", { auto_pay_on_create: true })
    const id = await invoice()
    expect((await desk.check(id)).json.paid_amount).toBe(12_000)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(shop.knocks).toHaveLength(1)
  })

  it("comes again when asked, at once or one by one", async () => {
    const id = await invoice()
    const { payment_ids } = await pay(id, { callback: "lost" })
    const again = (how: object) => desk.sim("POST", "/callback", { invoice_id: id, ...how })
    expect((await again({ times: 3 })).callbacks).toMatchObject(Array(3).fill({ payment_id: payment_ids[0] }))
    expect((await again({ times: 20, parallel: true })).callbacks).toHaveLength(20)
    expect((await again({ payment_id: "made-up" })).callbacks).toMatchObject([{ payment_id: "made-up", status: 200 }])
    expect(await desk.sim("POST", "/callback", { payment_id: payment_ids[0] })).toMatchObject({
      callbacks: [{ status: 200 }],
    })
    expect(shop.knocks).toHaveLength(25)
  })
})
