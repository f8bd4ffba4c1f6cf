import { createHash } from "node:crypto"
import { basic, Desk, type Heard } from "./desk"

/** Bodies whose every byte was proved from the ETags of QPay's sandbox (Jan-Feb 2026). */
const REQUIRED = { type: "REQUIRED", message: "Required!" }
const fields = { object_type: REQUIRED, object_id: REQUIRED }
const PROVED = {
  wrongPassword: ['{"error":"AUTHENTICATION_FAILED","message":"Нэвтрэх нэр, нууц үг буруу"}', 93],
  badRefresh: ['{"error":"NO_CREDENTIALS","message":"NO_CREDENTIALS"}', 53],
  alreadyCanceled: ['{"error":"INVOICE_ALREADY_CANCELED","message":"Нэхэмжлэл цуцлагдсан байна"}', 99],
  settled: ['{"error":"PAYMENT_SETTLED","message":"PAYMENT_SETTLED"}', 55],
  notPaid: ['{"error":"PAYMENT_NOT_PAID","message":"Төлбөр төлөлт хийгдээгүй байна"}', 98],
  listFields: [JSON.stringify({ error: fields, message: fields }), 243],
  busy: ['{"error":"SYSTEM_BUSY","message":"SYSTEM_BUSY"}', 47],
  ebarimtBusy: ['{"error":"SYSTEM_BUSY"}', 23],
  empty: ["{}", 2],
} as const

function expectProved(heard: Heard, status: number, [body, bytes]: readonly [string, number]) {
  expect(heard.status).toBe(status)
  expect(heard.text).toBe(body)
  expect(Buffer.byteLength(heard.text)).toBe(bytes)
  expect(heard.headers.get("content-length")).toBe(String(bytes))
  const hash = createHash("sha1").update(body).digest("base64").slice(0, 27)
  expect(heard.headers.get("etag")).toBe(`W/"${bytes.toString(16)}-${hash}"`)
  expect(heard.headers.get("content-type")).toBe("application/json; charset=utf-8")
}

describe("bodies proved byte for byte", () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open()
  })
  afterAll(() => desk.close())

  it("wrong password, unknown user", async () => {
    const path = "/v2/auth/token"
    expectProved(await desk.raw("POST", path, undefined, basic("TEST_MERCHANT", "no")), 401, PROVED.wrongPassword)
    expectProved(await desk.raw("POST", path, undefined, basic("NOBODY", "123456")), 401, PROVED.wrongPassword)
  })

  it("bad refresh token", async () => {
    expectProved(await desk.raw("POST", "/v2/auth/refresh", undefined, "Bearer x.y.z"), 401, PROVED.badRefresh)
  })

  it("cancel, and cancel again", async () => {
    const id = await desk.invoice()
    expectProved(await desk.qpay("DELETE", `/invoice/${id}`), 200, PROVED.empty)
    expectProved(await desk.qpay("DELETE", `/invoice/${id}`), 400, PROVED.alreadyCanceled)
  })

  it("cancel and refund of a bank transfer", async () => {
    const payment = await desk.pay(await desk.invoice())
    expectProved(await desk.qpay("DELETE", `/payment/cancel/${payment}`), 400, PROVED.settled)
    expectProved(await desk.qpay("DELETE", `/payment/refund/${payment}`, { note: "x" }), 400, PROVED.settled)
  })

  it("e-barimt of the old form: unpaid, success", async () => {
    const body = { ebarimt_receiver_type: "CITIZEN" }
    const unpaid = await desk.pay(await desk.invoice(), { status: "NEW" })
    const paid = await desk.pay(await desk.invoice())
    const path = "/ebarimt/create"
    expectProved(await desk.qpay("POST", path, { ...body, payment_id: unpaid }), 400, PROVED.notPaid)
    expectProved(await desk.qpay("POST", path, { ...body, payment_id: paid }), 200, PROVED.empty)
  })

  it("payment/list without its object", async () => {
    expectProved(await desk.qpay("POST", "/payment/list", {}), 400, PROVED.listFields)
  })

  it("payment/list of 695 rows is too much, of 694 not", async () => {
    const ask = (limit: number) =>
      desk.qpay("POST", "/payment/list", {
        object_type: "INVOICE",
        object_id: "TEST_INVOICE",
        offset: { page_number: 1, page_limit: limit },
      })
    expectProved(await ask(695), 500, PROVED.busy)
    expect((await ask(694)).status).toBe(200)
  })

  it("server faults, the e-barimt's without a message", async () => {
    await desk.sim("POST", "/faults", { on: "*", kind: "status", times: 2 })
    expectProved(await desk.qpay("POST", "/payment/list", {}), 500, PROVED.busy)
    expectProved(await desk.qpay("POST", "/ebarimt/create", {}), 500, PROVED.ebarimtBusy)
  })

  it("sends the headers of QPay's Express", async () => {
    const { headers } = await desk.qpay("GET", "/invoice/none")
    expect(headers.get("x-powered-by")).toBe("Express")
    expect(headers.get("access-control-allow-origin")).toBe("undefined")
    expect(headers.get("set-cookie")).toMatch(/^qpay_merchant_openapi\.sid=s%3A[^;]+; Path=\/; HttpOnly$/)
  })

  it("leaves unknown routes to Express", async () => {
    const heard = await desk.qpay("GET", "/nothing")
    expect(heard.status).toBe(404)
    expect(heard.text).toContain("<pre>Cannot GET /v2/nothing</pre>")
    expect(await desk.raw("POST", "/v2/payment/refund/1")).toMatchObject({ status: 404 })
  })
})
