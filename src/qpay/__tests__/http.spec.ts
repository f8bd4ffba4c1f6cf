import { z } from "zod"
import { QPayError } from "../errors"
import { CallInfo, QPayHttp, QPayRequest } from "../http"
import { Answer, errorOf, startServer, TestServer } from "./test-server"

const READ = "GET /v2/thing"
const CHANGE = "POST /v2/thing"
const good = { json: { id: "1" } }

let server: TestServer
let slept: number[]
let calls: CallInfo[]

beforeEach(async () => {
  server = await startServer()
  slept = []
  calls = []
})
afterEach(() => server.stop())

function http(baseUrl = server.url) {
  const clock = { now: Date.now, random: () => 1, sleep: async (ms: number) => void slept.push(ms) }
  return new QPayHttp({ baseUrl, secrets: [], clock, onCall: (info) => calls.push(info) })
}

const basics = { path: "/v2/thing", authorization: "Bearer token", timeoutMs: 2000, attempts: 3 }
const answer = z.object({ id: z.string() })
const read: QPayRequest<{ id: string }> = { ...basics, method: "GET", answer, changes: false }
const change: QPayRequest<{ id: string }> = { ...basics, method: "POST", answer, changes: true, body: { a: 1 } }

const cutOff: Answer = (_, response) => {
  response.writeHead(200, { "content-length": "1000" })
  response.write('{"id":', () => response.destroy())
}
const trickle: Answer = (_, response) => {
  const timer = setInterval(() => response.write(" "), 20)
  response.on("close", () => clearInterval(timer))
}

it("sends and reads JSON, with the given Authorization", async () => {
  server.route(CHANGE, good)
  expect(await http().request(change)).toEqual({ id: "1" })
  expect(server.seen[0]).toMatchObject({ json: { a: 1 } })
  expect(server.seen[0]?.headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer token" })
})

it("tells a listener of every request, and survives its faults", async () => {
  server.route(READ, { status: 500, json: { error: "SYSTEM_BUSY" } }, good)
  await http().request(read)
  const [ms, aheadMs] = [expect.any(Number), expect.any(Number)]
  expect(calls).toEqual([
    { endpoint: READ, status: 500, ms, attempt: 1, code: "SYSTEM_BUSY", aheadMs },
    { endpoint: READ, status: 200, ms, attempt: 2, code: undefined, aheadMs },
  ])
  const clock = { now: Date.now, random: () => 1, sleep: async () => undefined }
  const onCall = () => {
    throw new Error("listener")
  }
  expect(await new QPayHttp({ baseUrl: server.url, secrets: [], clock, onCall }).request(read)).toEqual({ id: "1" })
})

describe("a read", () => {
  it.each<[string, Answer]>([
    ["429", { status: 429, text: "slow down" }],
    ["500", { status: 500, json: { error: "SYSTEM_BUSY", message: "SYSTEM_BUSY" } }],
    ["502 in HTML", { status: 502, text: "<html>Bad Gateway</html>" }],
    ["a cut connection", cutOff],
    ["a reset connection", (_, response) => void response.destroy()],
  ])("is repeated after %s", async (_, trouble) => {
    server.route(READ, trouble, trouble, good)
    expect(await http().request(read)).toEqual({ id: "1" })
    expect(slept).toEqual([300, 600])
  })

  it("is given up after its attempts", async () => {
    server.route(READ, { status: 503, text: "" })
    expect(await errorOf(http().request(read))).toMatchObject({
      code: "BAD_ANSWER",
      status: 503,
      retryable: true,
      outcomeUnknown: false,
    })
    expect(server.count(READ)).toBe(3)
    await errorOf(http().request({ ...read, attempts: 1 }))
    expect(server.count(READ)).toBe(4)
  })

  it("waits as Retry-After says", async () => {
    const date = new Date(Date.now() + 5_000).toUTCString()
    server.route(
      READ,
      { status: 429, headers: { "retry-after": "2" } },
      { status: 503, headers: { "retry-after": date } },
      good
    )
    await http().request(read)
    expect(slept[0]).toBe(2000)
    expect(slept[1]).toBeGreaterThan(3000)
    expect(slept[1]).toBeLessThanOrEqual(5000)
  })

  it.each([400, 401, 403, 404, 409, 422])("is not repeated after %d", async (status) => {
    server.route(READ, { status, json: { error: "SOME_CODE", message: "why" } })
    expect(await errorOf(http().request(read))).toMatchObject({ code: "SOME_CODE", status, retryable: false })
    expect(server.count(READ)).toBe(1)
  })

  it("times out as a whole, also while bytes keep coming", async () => {
    server.route(READ, trickle)
    const error = await errorOf(http().request({ ...read, timeoutMs: 100, attempts: 2 }))
    expect(error).toMatchObject({ code: "TIMEOUT", retryable: true, outcomeUnknown: false })
    expect(error.message).toBe("QPay did not answer GET /v2/thing within 100 ms")
    expect(server.count(READ)).toBe(2)
  })
})

describe("a call that changes something", () => {
  it.each<[string, Answer, object]>([
    ["500", { status: 500, json: { error: "SYSTEM_BUSY" } }, { code: "SYSTEM_BUSY", outcomeUnknown: true }],
    ["502 in HTML", { status: 502, text: "<html>" }, { code: "BAD_ANSWER", outcomeUnknown: true }],
    ["a time-out", trickle, { code: "TIMEOUT", outcomeUnknown: true }],
    ["a cut connection", cutOff, { code: "NETWORK", outcomeUnknown: true }],
    ["a reset", (_, response) => void response.destroy(), { code: "NETWORK", outcomeUnknown: true }],
    ["broken JSON", { text: '{"id": "1' }, { code: "BAD_ANSWER", outcomeUnknown: true }],
    ["a wrong shape", { json: { id: 1 } }, { code: "BAD_ANSWER", outcomeUnknown: true }],
    ["429", { status: 429, text: "" }, { status: 429, outcomeUnknown: false, retryable: true }],
    ["400", { status: 400, json: { error: "INVALID_AMOUNT" } }, { code: "INVALID_AMOUNT", outcomeUnknown: false }],
    ["a redirect", { status: 302, headers: { location: "/v2/other" } }, { status: 302, outcomeUnknown: false }],
  ])("is sent once when it meets %s", async (_, trouble, expected) => {
    server.route(CHANGE, trouble)
    expect(await errorOf(http().request({ ...change, timeoutMs: 200 }))).toMatchObject(expected)
    expect(server.seen).toHaveLength(1)
    expect(slept).toEqual([])
  })

  it("did nothing when there was no connection", async () => {
    const closed = await startServer()
    await closed.stop()
    expect(await errorOf(http(closed.url).request(change))).toMatchObject({
      code: "NETWORK",
      outcomeUnknown: false,
      retryable: true,
      cause: { code: "ECONNREFUSED" },
    })
    expect(await errorOf(http("http://qpay.invalid").request(change))).toMatchObject({ outcomeUnknown: false })
  })

  it("needs no body in the answer when none is expected", async () => {
    server.route("DELETE /v2/thing", { text: "200 Success" }, { text: "" }, { status: 204, text: "" })
    const remove: QPayRequest<void> = { ...basics, method: "DELETE", changes: true }
    for (let n = 0; n < 3; n++) {
      expect(await http().request(remove)).toBeUndefined()
    }
  })
})

describe("refusals", () => {
  it("reads the business shape", async () => {
    const json = { error: "INVOICE_ALREADY_CANCELED", message: "Нэхэмжлэл цуцлагдсан байна" }
    server.route(READ, { status: 400, json })
    const error = await errorOf<QPayError>(http().request(read))
    expect(error.message).toBe("QPay refused GET /v2/thing (400 INVOICE_ALREADY_CANCELED): Нэхэмжлэл цуцлагдсан байна")
    expect(error).toMatchObject({ code: "INVOICE_ALREADY_CANCELED", endpoint: READ, fieldErrors: undefined })
  })

  it("reads the field shape", async () => {
    const fields = { invoice_code: { type: "INVALID", message: "Invalid!" } }
    server.route(READ, { status: 400, json: { error: fields, message: fields } })
    const error = await errorOf<QPayError>(http().request(read))
    expect(error.message).toBe("QPay refused GET /v2/thing (400 FIELDS): invoice_code: Invalid! (INVALID)")
    expect(error.fieldErrors).toEqual(fields)
  })

  it("does not follow a redirect, and points at the base URL", async () => {
    server.route(READ, { status: 301, headers: { location: `${server.url}/v2/other` }, text: "" })
    expect((await errorOf(http().request(read))).message).toContain("check the base URL")
    expect(server.seen).toHaveLength(1)
  })
})

describe("garbage with status 200", () => {
  it.each<[string, Answer, string]>([
    ["HTML", { text: "<html>maintenance</html>" }, "is not JSON"],
    ["nothing", { text: "" }, "is not JSON"],
    ["null", { text: "null" }, "body: "],
    ["a list", { json: [] }, "body: "],
    ["a wrong type", { json: { id: 5 } }, "id: "],
    ["too much", { text: JSON.stringify({ id: "x".repeat(5_000_000) }) }, "too large"],
  ])("%s is a BAD_ANSWER", async (_, trouble, text) => {
    server.route(READ, trouble)
    const error = await errorOf<QPayError>(http().request(read))
    // Half an answer, or somebody else's page, is asked for again; what QPay itself wrote would come again.
    const retryable = text === "is not JSON"
    expect(error).toMatchObject({ code: "BAD_ANSWER", retryable, outcomeUnknown: false })
    expect(server.seen).toHaveLength(retryable ? 3 : 1)
    expect(error.message).toContain(text)
    expect(error.message).not.toContain("maintenance")
  })
})
