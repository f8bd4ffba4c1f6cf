import { QPayClient } from "../client"
import { QPayError } from "../errors"
import { CreateInvoiceInput } from "../schemas"
import { created, input, row } from "./fixtures"
import { clientOptions, errorOf, startServer, TestServer } from "./test-server"

const LOGIN = "POST /v2/auth/token"
const CREATE = "POST /v2/invoice"

let server: TestServer
let client: QPayClient
let slept: number[]

beforeEach(async () => {
  server = await startServer()
  slept = []
  client = new QPayClient(clientOptions(server, slept))
})
afterEach(() => server.stop())

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
