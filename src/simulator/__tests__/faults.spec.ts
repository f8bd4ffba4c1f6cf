import { Desk } from "./desk"

describe("faults", () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open()
  })
  beforeEach(async () => {
    desk.simulator.reset()
    await desk.login()
  })
  afterAll(() => desk.close())

  const fault = (body: object) => desk.sim("POST", "/faults", body)
  const create = () => desk.qpay("POST", "/invoice", desk.invoiceBody())
  const invoices = () => desk.simulator.state.invoices.size

  it("status: refuses as many times as told, without doing anything", async () => {
    await fault({ on: "create", kind: "status", times: 2 })
    expect(await create()).toMatchObject({ status: 500, text: '{"error":"SYSTEM_BUSY","message":"SYSTEM_BUSY"}' })
    expect((await create()).status).toBe(500)
    expect(invoices()).toBe(0)
    expect((await create()).status).toBe(200)
  })

  it("status: with its own body and Retry-After", async () => {
    await fault({ on: "check", kind: "status", status: 429, retry_after: 7 })
    const limited = await desk.check("x")
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"])
    await fault({ on: "check", kind: "status", status: 401 })
    expect((await desk.check("x")).json.error).toBe("NO_CREDENTIALS")
    await fault({ on: "check", kind: "status", status: 400, body: { error: "SOMETHING_NEW" } })
    expect((await desk.check("x")).text).toBe('{"error":"SOMETHING_NEW"}')
    await fault({ on: "check", kind: "status", status: 504, work: true })
    expect((await desk.check("x")).headers.get("content-type")).toContain("text/html")
  })

  it("status: may do the work first", async () => {
    await fault({ on: "create", kind: "status", status: 502, work: true })
    expect((await create()).status).toBe(502)
    expect(invoices()).toBe(1)
  })

  it("cut: nothing done, nothing heard; cut_after: done, nothing heard", async () => {
    await fault({ on: "create", kind: "cut" })
    await expect(create()).rejects.toThrow()
    expect(invoices()).toBe(0)
    await fault({ on: "create", kind: "cut_after" })
    await expect(create()).rejects.toThrow()
    expect(invoices()).toBe(1)
  })

  it("slow: works at once, answers later", async () => {
    await fault({ on: "create", kind: "slow", ms: 400 })
    const started = performance.now()
    const answer = create()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(invoices()).toBe(1)
    expect((await desk.sim("GET", "/calls")).calls.at(-1)).toMatchObject({ endpoint: "create", status: null })
    expect((await answer).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThan(390)
  })

  it("garbage, html and empty JSON arrive as 200", async () => {
    await fault({ on: "create", kind: "garbage" })
    const garbage = await create()
    expect([garbage.status, garbage.json]).toEqual([200, undefined])
    expect(garbage.headers.get("content-type")).toContain("application/json")
    await fault({ on: "create", kind: "html" })
    const html = await create()
    expect([html.status, html.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"])
    await fault({ on: "create", kind: "empty_json" })
    expect((await create()).text).toBe("{}")
    expect(invoices()).toBe(2)
  })

  it.each([
    ["token", () => desk.login()],
    ["refresh", () => desk.raw("POST", "/v2/auth/refresh")],
    ["get_invoice", () => desk.qpay("GET", "/invoice/x")],
    ["cancel_invoice", () => desk.qpay("DELETE", "/invoice/x")],
    ["check", () => desk.check("x")],
    ["get_payment", () => desk.qpay("GET", "/payment/x")],
    ["list", () => desk.qpay("POST", "/payment/list", {})],
    ["refund", () => desk.qpay("DELETE", "/payment/refund/x")],
    ["cancel_payment", () => desk.qpay("DELETE", "/payment/cancel/x")],
    ["ebarimt", () => desk.qpay("POST", "/ebarimt_v3/create", {})],
  ])("hits %s and nothing else", async (on, call) => {
    await fault({ on, kind: "status", status: 503 })
    await create()
    expect((await desk.sim("GET", "/faults")).faults).toHaveLength(1)
    expect((await call()).status).toBe(503)
    expect((await call()).status).not.toBe(503)
  })

  it("* hits everything until cleared", async () => {
    await fault({ on: "*", kind: "status", status: 500, times: 0 })
    for (let time = 0; time < 5; time++) {
      expect((await desk.check("x")).status).toBe(500)
    }
    expect((await create()).status).toBe(500)
    expect(await desk.sim("DELETE", "/faults")).toEqual({ faults: [] })
    expect((await create()).status).toBe(200)
  })

  it.each([
    [{ on: "pay", kind: "cut" }, "on"],
    [{ on: "check", kind: "explode" }, "kind"],
    [{ on: "check", kind: "status", status: 99 }, "status"],
    [{ on: "check", kind: "slow", ms: -1 }, "ms"],
    [{ on: "check", kind: "cut", often: 2 }, "often"],
  ])("refuses %j, naming the field", async (body, field) => {
    const heard = await desk.raw("POST", "/_sim/faults", body)
    expect([heard.status, heard.json.field]).toEqual([400, field])
  })
})
