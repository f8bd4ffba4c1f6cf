import { QPayClient } from "../client"
import { QPayError } from "../errors"
import { row } from "./fixtures"
import { Answer, clientOptions, errorOf, startServer, TestServer } from "./test-server"

const CHECK = "POST /v2/payment/check"

let server: TestServer
let client: QPayClient
let slept: number[]

beforeEach(async () => {
  server = await startServer()
  slept = []
  client = new QPayClient(clientOptions(server, slept))
})
afterEach(() => server.stop())

describe("checkPayment", () => {
  it("asks for the invoice's first hundred payments", async () => {
    server.route(CHECK, { json: { count: 0, rows: [] } })
    expect(await client.checkPayment("b3c1")).toEqual({ count: 0, rows: [] })
    expect(server.seen.at(-1)?.json).toEqual({
      object_type: "INVOICE",
      object_id: "b3c1",
      offset: { page_number: 1, page_limit: 100 },
    })
  })

  it("keeps numbers, texts and statuses it has never heard of", async () => {
    const rows = [row("1", 100), { ...row("2", "50.50"), payment_status: "NEWLY_INVENTED" }]
    server.route(CHECK, { json: { count: 2, paid_amount: 100, rows } })
    const check = await client.checkPayment("b3c1")
    expect(check).toMatchObject({ count: 2, paid_amount: 100 })
    expect(check.rows.map((one) => [one.payment_amount, one.payment_status])).toEqual([
      [100, "PAID"],
      ["50.50", "NEWLY_INVENTED"],
    ])
  })

  it.each([
    ["rows.0.payment_amount", { count: 1, rows: [row("1", "a lot")] }],
    ["rows.0.payment_id", { count: 1, rows: [{ ...row("1"), payment_id: null }] }],
    ["rows.0.payment_status", { count: 1, rows: [{ ...row("1"), payment_status: 5 }] }],
    ["rows", { count: 1 }],
    ["count", { rows: [] }],
  ])("refuses an answer wrong in %s", async (field, json) => {
    server.route(CHECK, { json })
    const error = await errorOf<QPayError>(client.checkPayment("b3c1"))
    expect(error).toMatchObject({ code: "BAD_ANSWER", outcomeUnknown: false })
    expect(error.message).toContain(`${field}: `)
    expect(error.message).not.toContain("a lot")
  })

  const paged =
    (total: number): Answer =>
    ({ json }) => {
      const { page_number, page_limit } = (json as { offset: Record<string, number> }).offset as never
      const from = (page_number - 1) * page_limit
      const ids = Array.from({ length: total }, (_, n) => `p${n}`).slice(from, from + page_limit)
      return { json: { count: total, paid_amount: total * 100, rows: ids.map((id) => row(id)) } }
    }

  it("reads the following pages", async () => {
    server.route(CHECK, paged(250))
    const check = await client.checkPayment("b3c1")
    expect(new Set(check.rows.map((one) => one.payment_id)).size).toBe(250)
    expect([check.count, check.paid_amount, server.count(CHECK)]).toEqual([250, 25000, 3])
  })

  it("counts a payment once when QPay ignores the page number", async () => {
    server.route(CHECK, { json: { count: 5, rows: [row("1"), row("2")] } })
    expect((await client.checkPayment("b3c1")).rows).toHaveLength(2)
    expect(server.count(CHECK)).toBe(2)
  })

  it("does not page for ever", async () => {
    server.route(CHECK, paged(5000))
    expect(await errorOf(client.checkPayment("b3c1"))).toMatchObject({ code: "BAD_ANSWER" })
    expect(server.count(CHECK)).toBe(10)
  })

  it("is repeated like a read, though it is a POST", async () => {
    server.route(CHECK, { status: 500, json: { error: "SYSTEM_BUSY" } }, { json: { count: 0, rows: [] } })
    await client.checkPayment("b3c1")
    expect(slept).toEqual([300])
  })
})
