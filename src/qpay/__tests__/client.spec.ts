import { QPayClient } from "../client"
import { QPayError } from "../errors"
import { CreateInvoiceInput } from "../schemas"
import { Answer, clientOptions, errorOf, startServer, TestServer } from "./test-server"

const LOGIN = "POST /v2/auth/token"
const CREATE = "POST /v2/invoice"
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

const input: CreateInvoiceInput = {
  invoice_code: "TEST_INVOICE",
  sender_invoice_no: "payses_01",
  invoice_receiver_code: "terminal",
  invoice_description: "Захиалга 1",
  amount: 12000,
  callback_url: "https://shop.mn/webhooks/qpay?session=payses_01",
}
const created = {
  invoice_id: "b3c1",
  qr_text: "0002010102",
  qr_image: "",
  qPay_shortUrl: "https://s.qpay.mn/abc",
  urls: [
    { name: "Khan bank", description: "Хаан банк", logo: "https://qpay.mn/q/logo/k.png", link: "khanbank://q?q=1" },
  ],
}
const row = (payment_id: string, payment_amount: string | number = "100.00") => ({
  payment_id,
  payment_status: "PAID",
  payment_amount,
  trx_fee: "1.00",
  payment_currency: "MNT",
  payment_wallet: "qPay wallet",
  payment_type: "P2P",
  next_payment_date: null,
  next_payment_datetime: null,
  card_transactions: [],
  p2p_transactions: [{ id: "1", account_number: "50****", amount: "99.00", settlement_status: "SETTLED" }],
})

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

describe("createInvoice", () => {
  it("sends the request as it is and returns the parsed answer", async () => {
    server.route(CREATE, { json: { ...created, qr_image: null, something_new: 1 } })
    expect(await client.createInvoice(input)).toEqual(created)
    expect(server.seen.at(-1)?.json).toEqual(input)
  })

  it("is never repeated, however it fails", async () => {
    server.route(CREATE, { status: 500, json: { error: "SYSTEM_BUSY" } })
    expect(await errorOf(client.createInvoice(input, { attempts: 5 }))).toMatchObject({ outcomeUnknown: true })
    expect([server.count(CREATE), slept.length]).toEqual([1, 0])
  })

  it("has its own time-out, and one per call", async () => {
    server.route(CREATE, { json: created, delayMs: 200 })
    server.route("GET /v2/payment/1", { json: row("1"), delayMs: 200 })
    const brisk = new QPayClient({ ...clientOptions(server), timeoutMs: 50, attempts: 1 })
    server.route(LOGIN, { json: { access_token: "t", expires_in: 3600 } })
    expect((await brisk.createInvoice(input)).invoice_id).toBe("b3c1")
    expect(await errorOf(brisk.getPayment("1"))).toMatchObject({ code: "TIMEOUT" })
    expect((await brisk.getPayment("1", { timeoutMs: 1000 })).payment_id).toBe("1")
  })

  it.each<[string, object, string]>([
    ["a fraction", { amount: 99.5 }, "amount: must be whole tugrik"],
    ["nothing to pay", { amount: 0 }, "amount: must be above zero"],
    ["a text amount", { amount: "100" }, "amount: must be a number of whole tugrik"],
    ["no amount and no lines", { amount: undefined }, "amount: must be given"],
    ["a long number", { sender_invoice_no: "x".repeat(46) }, "sender_invoice_no: must have at most 45 characters"],
    ["no callback", { callback_url: undefined }, "callback_url: "],
    ["an odd callback", { callback_url: "javascript:alert(1)" }, "callback_url: must be an http or https address"],
    ["a typo", { sender_invoice_number: "1" }, "sender_invoice_number"],
  ])("with %s is refused by name and not sent", async (_, change, text) => {
    const error = await errorOf<QPayError>(client.createInvoice({ ...input, ...change } as CreateInvoiceInput))
    expect(error).toMatchObject({ code: "INVALID_REQUEST", endpoint: CREATE, outcomeUnknown: false })
    expect(error.message).toContain(text)
    expect(server.seen).toEqual([])
  })

  it.each([
    ["invoice_id", { ...created, invoice_id: 5 }],
    ["qr_text", { ...created, qr_text: undefined }],
    ["urls.0.link", { ...created, urls: [{ name: "x" }] }],
    ["urls", { ...created, urls: {} }],
  ])("with an answer wrong in %s has an unknown outcome", async (field, json) => {
    server.route(CREATE, { json })
    const error = await errorOf<QPayError>(client.createInvoice(input))
    expect(error).toMatchObject({ code: "BAD_ANSWER", outcomeUnknown: true, status: 200 })
    expect(error.message).toContain(`${field}: `)
  })
})

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
