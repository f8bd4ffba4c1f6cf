import { QPayClient } from "../client"
import { QPayError } from "../errors"
import type { CallInfo } from "../http"
import { created, input, row } from "./fixtures"
import type { Token } from "../token"
import { Answer, clientOptions, errorOf, startServer, TestServer } from "./test-server"

const LOGIN = "POST /v2/auth/token"
const CREATE = "POST /v2/invoice"

let server: TestServer
let client: QPayClient

beforeEach(async () => {
  server = await startServer()
  client = new QPayClient(clientOptions(server))
})
afterEach(() => server.stop())

describe("the token", () => {
  const deadUntilSecondLogin: Answer = ({ headers }) =>
    headers.authorization === "Bearer access-1"
      ? { status: 401, json: { error: "NO_CREDENDIALS", message: "NO_CREDENDIALS" } }
      : { json: created }

  it("is fetched once for 50 calls at the same time", async () => {
    server.route("GET /v2/payment/1", { json: row("1") })
    await Promise.all(Array.from({ length: 50 }, () => client.getPayment("1")))
    expect(server.count(LOGIN)).toBe(1)
    expect(server.seen.at(-1)?.headers.authorization).toBe("Bearer access-1")
  })

  it("is replaced once when it is dead, and the call repeated once, even a creation", async () => {
    server.route(CREATE, deadUntilSecondLogin)
    expect((await client.createInvoice(input)).invoice_id).toBe("b3c1")
    expect([server.count(LOGIN), server.count(CREATE)]).toEqual([2, 2])
  })

  it("is replaced once for 20 callers who find it dead together", async () => {
    server.route(CREATE, deadUntilSecondLogin)
    await Promise.all(Array.from({ length: 20 }, () => client.createInvoice(input)))
    expect([server.count(LOGIN), server.count(CREATE)]).toEqual([2, 40])
  })

  it("is not replaced twice for one call", async () => {
    server.route(CREATE, { status: 401, json: { error: "NO_CREDENTIALS" } })
    expect(await errorOf(client.createInvoice(input))).toMatchObject({ status: 401, outcomeUnknown: false })
    expect([server.count(LOGIN), server.count(CREATE)]).toEqual([2, 2])
  })

  it("may be killed twice for one call when another server has shared a living one", async () => {
    let shared: Token | null = null
    const tokenCache = { get: async () => shared, set: async (token: Token) => void (shared ??= token) }
    client = new QPayClient({ ...clientOptions(server), tokenCache })
    const alive: Answer = ({ headers }) => {
      // As it becomes known: the other server's login follows our second one.
      if (headers.authorization === "Bearer access-2") shared = { ...(shared as Token), accessToken: "others" }
      return headers.authorization === "Bearer others" ? { json: created } : { status: 401, json: { error: "NO" } }
    }
    server.route(CREATE, alive)
    expect((await client.createInvoice(input)).invoice_id).toBe("b3c1")
    expect([server.count(LOGIN), server.count(CREATE)]).toEqual([2, 3])
  })

  it("is not blamed for a missing right", async () => {
    server.route("POST /v2/payment/list", { status: 401, json: { error: "PERMISSION_DENIED" } })
    const query = { object_type: "MERCHANT", object_id: "x" } as const
    expect(await errorOf(client.listPayments(query))).toMatchObject({ code: "PERMISSION_DENIED" })
    expect(server.count(LOGIN)).toBe(1)
  })

  it("that does not come in time fails a hurried call, but not the patient ones", async () => {
    server.route(LOGIN, { json: { access_token: "slow", expires_in: 3600 }, delayMs: 300 })
    server.route("GET /v2/payment/1", { json: row("1") })
    const patient = client.getPayment("1")
    const error = await errorOf<QPayError>(client.createInvoice(input, { timeoutMs: 50 }))
    expect(error).toMatchObject({ code: "TIMEOUT", endpoint: CREATE, outcomeUnknown: false })
    expect((await patient).payment_id).toBe("1")
    expect([server.count(LOGIN), server.count(CREATE)]).toEqual([1, 0])
  })
})

describe("the other endpoints", () => {
  it("reads an invoice, with and without payments", async () => {
    const invoice = { invoice_id: "b3c1", invoice_status: "OPEN", total_amount: "10.00", invoice_due_date: null }
    server.route("GET /v2/invoice/b3c1", { json: invoice }, { json: { ...invoice, payments: [row("1")] } })
    expect(await client.getInvoice("b3c1")).toEqual({ ...invoice, payments: [] })
    expect((await client.getInvoice("b3c1")).payments[0]?.payment_id).toBe("1")
  })

  it("lists payments, the first hundred by default", async () => {
    server.route("POST /v2/payment/list", { json: { count: 1, rows: [{ ...row("1"), object_id: "b3c1" }] } })
    const query = { object_type: "INVOICE", object_id: "TEST_INVOICE", start_date: "2026-11-20 00:00:00" } as const
    expect((await client.listPayments(query)).rows[0]?.object_id).toBe("b3c1")
    expect(server.seen.at(-1)?.json).toEqual({ ...query, offset: { page_number: 1, page_limit: 100 } })
    expect(await errorOf(client.listPayments({ ...query, start_date: "today" }))).toMatchObject({
      code: "INVALID_REQUEST",
      fieldErrors: { start_date: { type: "INVALID" } },
    })
  })

  it.each<[string, () => Promise<unknown>, unknown]>([
    ["DELETE /v2/invoice/1", () => client.cancelInvoice("1"), undefined],
    ["DELETE /v2/payment/cancel/1", () => client.cancelPayment("1", { note: "хүсэлтээр" }), { note: "хүсэлтээр" }],
    ["DELETE /v2/payment/refund/1", () => client.refundPayment("1"), undefined],
    ["DELETE /v2/ebarimt_v3/1", () => client.cancelEbarimt("1", { note: "n" }), { note: "n" }],
  ])("%s is sent once, with its note", async (key, call, body) => {
    server.route(key, { json: {} }, { status: 500, json: { error: "SYSTEM_BUSY" } })
    expect(await call()).toBeUndefined()
    expect(server.seen.at(-1)?.json).toEqual(body)
    expect(await errorOf(call())).toMatchObject({ code: "SYSTEM_BUSY", outcomeUnknown: true, endpoint: key })
    expect(server.count(key)).toBe(2)
  })

  it("makes and reads a VAT receipt", async () => {
    const receipt = { id: "e1", ebarimt_lottery: "АА 12345678", amount: "100.00" }
    server.route("POST /v2/ebarimt_v3/create", { json: receipt })
    server.route("GET /v2/ebarimt/e1", { json: receipt })
    expect(await client.createEbarimt({ payment_id: "1", ebarimt_receiver_type: "CITIZEN" })).toEqual(receipt)
    expect(await client.getEbarimt("e1")).toEqual(receipt)
    const company = { payment_id: "1", ebarimt_receiver_type: "COMPANY" } as const
    expect((await errorOf(client.createEbarimt(company))).message).toContain("ebarimt_receiver: ")
  })
})

it.each(["", " ", "a/b", "..", ".", "a..b", "a\\b", "a b", "a\nb", "\ud800", "x".repeat(101), undefined, 5])(
  "refuses the id %p everywhere",
  async (odd) => {
    const id = odd as string
    const calls = [
      client.getInvoice(id),
      client.cancelInvoice(id),
      client.getPayment(id),
      client.checkPayment(id),
      client.cancelPayment(id),
      client.refundPayment(id),
      client.getEbarimt(id),
      client.cancelEbarimt(id),
    ]
    for (const error of await Promise.all(calls.map((call) => errorOf<QPayError>(call)))) {
      expect(error).toMatchObject({ code: "INVALID_REQUEST" })
    }
    expect(server.seen).toEqual([])
  }
)

it("tells a listener the endpoints, never an id", async () => {
  const calls: CallInfo[] = []
  const listened = new QPayClient({ ...clientOptions(server), onCall: (info) => calls.push(info) })
  const id = "id-nobody-need-know"
  await Promise.allSettled([
    listened.createInvoice({ ...input, sender_invoice_no: id }),
    listened.getInvoice(id),
    listened.cancelInvoice(id),
    listened.getPayment(id),
    listened.checkPayment(id),
    listened.cancelPayment(id),
    listened.refundPayment(id),
    listened.getEbarimt(id),
    listened.cancelEbarimt(id),
  ])
  expect(server.seen.some(({ path }) => path.includes(id))).toBe(true)
  expect(new Set(calls.map(({ endpoint }) => endpoint))).toEqual(
    new Set([
      LOGIN,
      CREATE,
      "GET /v2/invoice/{id}",
      "DELETE /v2/invoice/{id}",
      "GET /v2/payment/{id}",
      "POST /v2/payment/check",
      "DELETE /v2/payment/cancel/{id}",
      "DELETE /v2/payment/refund/{id}",
      "GET /v2/ebarimt/{id}",
      "DELETE /v2/ebarimt_v3/{id}",
    ])
  )
  expect(JSON.stringify(calls)).not.toContain(id)
})

it("encodes what an id may hold", async () => {
  server.route("GET /v2/payment/a%3Fb%23c%25", { json: row("1") })
  expect((await client.getPayment("a?b#c%")).payment_id).toBe("1")
})

describe("options", () => {
  it("may carry the version in the base URL", async () => {
    server.route("GET /v2/payment/1", { json: row("1") })
    for (const end of ["/", "/v2", "/v2/"]) {
      const one = new QPayClient({ ...clientOptions(server), baseUrl: server.url + end })
      expect((await one.getPayment("1")).payment_id).toBe("1")
    }
  })

  it("are refused together, by name and without their values", () => {
    const options = {
      baseUrl: "ftp://x",
      username: "",
      password: "",
      timeoutMs: -5,
      createTimeoutMs: 0.5,
      attempts: 99,
    }
    const message = (() => {
      try {
        new QPayClient(options)
      } catch (error) {
        return (error as QPayError).message
      }
    })()
    for (const name of Object.keys(options)) {
      expect(message).toContain(name)
    }
    expect(message).not.toContain("ftp")
    expect(() => new QPayClient({ ...clientOptions(server), baseUrl: "https://a:b@qpay.mn" })).toThrow("baseUrl")
  })
})
