import { keep, keepInMap } from "../bounded"
import { startSimulator } from "../index"
import { Desk } from "./desk"

describe("control", () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open()
  })
  beforeEach(async () => {
    desk.simulator.reset()
    await desk.login()
  })
  afterAll(() => desk.close())

  it("writes every call down, without credentials", async () => {
    await desk.sim("DELETE", "/calls")
    await desk.raw("POST", "/v2/auth/token", { password: "hidden" }, "Basic bm9ib2R5OnR5cGVk")
    await desk.login()
    const id = await desk.invoice()
    await desk.check(id)
    await desk.qpay("DELETE", "/nowhere")
    const { calls } = await desk.sim("GET", "/calls")
    expect(calls).toMatchObject([
      { method: "POST", path: "/v2/auth/token", endpoint: "token", status: 401, account: null },
      { endpoint: "token", status: 200, account: "TEST_MERCHANT" },
      { endpoint: "create", status: 200, account: "TEST_MERCHANT", body: { callback_url: "http://127.0.0.1:9/hook" } },
      { endpoint: "check", body: { object_id: id }, ms: expect.any(Number), at: expect.any(String), fault: null },
      { method: "DELETE", endpoint: "unknown", status: 404 },
    ])
    for (const secret of ["hidden", "nobody", "bm9ib2R5", "123456", desk.token]) {
      expect(JSON.stringify(calls)).not.toContain(secret)
    }
  })

  it("finds an invoice by the shop's number, the open one first", async () => {
    const open = await desk.invoice()
    const newer = await desk.invoice()
    await desk.pay(newer)
    await desk.sim("POST", "/pay", { sender_invoice_no: "order-1", callback: "lost" })
    expect((await desk.check(open)).json.count).toBe(1)
  })

  it.each([
    ["/pay", {}, 400, "invoice_id"],
    ["/pay", { invoice_id: "nope" }, 404, "invoice_id"],
    ["/pay", { sender_invoice_no: "nope" }, 404, "sender_invoice_no"],
    ["/pay", { invoice_id: "x", amount: -1 }, 400, "amount"],
    ["/pay", { invoice_id: "x", type: "CASH" }, 400, "type"],
    ["/pay", { invoice_id: "x", times: 0 }, 400, "times"],
    ["/pay", { invoice_id: "x", callback: "early!" }, 400, "callback"],
    ["/pay", { invoice_id: "x", ammount: 5 }, 400, "ammount"],
    ["/callback", { payment_id: "nope" }, 404, "payment_id"],
    ["/callback", { invoice_id: 5 }, 400, "invoice_id"],
  ])("%s refuses %j", async (path, body, status, field) => {
    const heard = await desk.raw("POST", `/_sim${path}`, body)
    expect([heard.status, heard.json.field]).toEqual([status, field])
    expect(heard.json.error).toContain(field)
  })

  it("refuses settings it does not know, and broken JSON", async () => {
    const heard = await desk.raw("PUT", "/_sim/settings", { callbak: "lost" })
    expect([heard.status, heard.json.field]).toEqual([400, "callbak"])
    const broken = await fetch(`${desk.simulator.url}/_sim/settings`, { method: "PUT", body: "{" })
    expect([broken.status, (await broken.json()).field]).toEqual([400, "body"])
  })

  it("changes settings one by one, and reads JSON whatever its name", async () => {
    const response = await fetch(`${desk.simulator.url}/_sim/settings`, {
      method: "PUT",
      body: '{"empty_qr_image":true}',
    })
    expect(await response.json()).toMatchObject({ empty_qr_image: true, callback: "send" })
  })

  it("sends amounts as numbers and an unpaid paid_amount when set", async () => {
    await desk.sim("PUT", "/settings", { amounts_as_numbers: true, paid_amount_when_unpaid: true })
    const id = await desk.invoice()
    expect((await desk.check(id)).text).toBe('{"count":0,"paid_amount":0,"rows":[]}')
    await desk.pay(id)
    expect((await desk.check(id)).json.rows[0]).toMatchObject({ payment_amount: 12_000, trx_fee: 120 })
  })

  it("keeps the books by account and invoice", async () => {
    const [kept, returned] = [await desk.invoice(), await desk.invoice({ amount: 500 })]
    await desk.pay(kept, { times: 2 })
    await desk.qpay("DELETE", `/payment/refund/${await desk.pay(returned, { type: "CARD" })}`)
    expect((await desk.sim("GET", "/books")).accounts).toMatchObject([
      {
        account: "TEST_MERCHANT",
        taken: 24_500,
        refunded: 500,
        by_invoice: [
          { invoice_id: kept, amount: 12_000, taken: 24_000, refunded: 0 },
          { invoice_id: returned, taken: 500, refunded: 500, payments: [{ status: "REFUNDED" }] },
        ],
      },
    ])
  })

  it("counts calls, faults and callbacks without end, until a reset", async () => {
    desk.simulator.reset()
    await desk.login()
    const id = await desk.invoice()
    await desk.sim("POST", "/faults", { on: "check", kind: "cut" })
    await expect(desk.check(id)).rejects.toThrow()
    await desk.sim("POST", "/faults", { on: "check", kind: "status", status: 503 })
    await desk.check(id)
    await desk.check(id)
    await desk.sim("DELETE", "/calls")
    await desk.pay(id)
    await desk.sim("POST", "/callback", { invoice_id: id, times: 2 })
    expect(await desk.sim("GET", "/counters")).toEqual({
      calls: { token: { 200: 1 }, create: { 200: 1 }, check: { cut: 1, 503: 1, 200: 1 } },
      faults: { cut: 1, status: 1 },
      callbacks: { failed: 2 },
      callbacks_lost: 1,
    })
    desk.simulator.reset()
    expect(await desk.sim("GET", "/counters")).toEqual({ calls: {}, faults: {}, callbacks: {}, callbacks_lost: 0 })
  })

  it("forgets everything on reset", async () => {
    await desk.pay(await desk.invoice())
    await desk.sim("PUT", "/settings", { callback: "lost" })
    await desk.sim("POST", "/faults", { on: "*", kind: "cut", times: 0 })
    await desk.sim("POST", "/reset")
    const { state } = desk.simulator
    expect([
      state.invoices.size,
      state.payments.size,
      state.tokens.size,
      state.calls.length,
      state.faults.length,
    ]).toEqual([0, 0, 0, 0, 0])
    expect(state.settings.callback).toBe("send")
  })

  it("goes back to the settings it was started with, and names every setting", async () => {
    const own = await Desk.open({ settings: { callback_timeout_ms: 90_000 } })
    expect(await own.sim("GET", "/settings")).toMatchObject({ callback_timeout_ms: 90_000, callback: "send" })
    await own.sim("PUT", "/settings", { callback_timeout_ms: 5, callback: "lost" })
    await own.sim("POST", "/reset")
    const settings = await own.sim("GET", "/settings")
    expect(settings).toMatchObject({ callback_timeout_ms: 90_000, callback: "send" })
    expect((await own.sim("GET", "/")).settings).toEqual(Object.keys(settings))
    await own.close()
    await expect(startSimulator({ settings: { callback_timeout_ms: 0 } })).rejects.toThrow("callback_timeout_ms")
  })

  it("hands out the same ids for the same seed, and others without one", async () => {
    const ids = async (seed?: number) => {
      const other = await Desk.open(seed === undefined ? { seed: undefined } : { seed })
      const id = await other.invoice()
      const payment = await other.pay(id)
      await other.close()
      return [id, payment]
    }
    expect(await ids(5)).toEqual(await ids(5))
    expect(await ids(5)).not.toEqual(await ids(6))
    expect(await ids()).not.toEqual(await ids())
  })

  it("closes though a call hangs, and closes twice", async () => {
    const other = await Desk.open()
    await other.sim("POST", "/faults", { on: "check", kind: "slow", ms: 60_000 })
    const hanging = other.check("x").catch(() => "cut")
    await new Promise((resolve) => setTimeout(resolve, 100))
    await other.close()
    expect(await hanging).toBe("cut")
    await other.close()
  })

  it("says no to a port that is taken and to two accounts of one name", async () => {
    await expect(startSimulator({ port: desk.simulator.port })).rejects.toThrow("EADDRINUSE")
    const account = { username: "A", password: "p", invoiceCode: "C" }
    await expect(startSimulator({ accounts: [account, account] })).rejects.toThrow("username A")
  })
})

describe("memory", () => {
  it("keeps the newest and no more than the limit", () => {
    const list: number[] = []
    const map = new Map<string, number>()
    const dropped: number[] = []
    for (let item = 0; item < 1000; item++) {
      keep(list, item, 50)
      keepInMap(map, String(item), item, (old) => dropped.push(old), 50)
      expect(Math.max(list.length, map.size)).toBeLessThanOrEqual(50)
    }
    expect(list.at(-1)).toBe(999)
    expect([...map.values()]).toEqual(Array.from({ length: 50 }, (_, index) => 950 + index))
    expect(dropped).toHaveLength(950)
  })
})
