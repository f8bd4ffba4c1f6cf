import { QPayError } from "../../qpay"
import { judgeClock, judgeCredentials, judgeEnvironment, judgeInvoiceCode, judgeTrial } from "../account"

const P = "pp_qpay_qpay"
const refusal = (status: number | undefined, code: string, more: object = {}) =>
  new QPayError({ code, status, message: `QPay refused (${code})`, endpoint: "POST /v2/payment/list", ...more })
const wrongPassword = { error: refusal(401, "AUTHENTICATION_FAILED") }
const wrongCode = { error: refusal(401, "PERMISSION_DENIED") }
const away = { error: refusal(undefined, "NETWORK", { retryable: true }) }

const setup = (baseUrl: string, environment: "sandbox" | "production" | null = null) => ({
  environment,
  baseUrl,
  callbackUrl: "https://shop.example.mn/webhooks/qpay",
  currencies: [],
})

describe("environment", () => {
  it.each([
    [setup("https://merchant.qpay.mn", "production"), "production", "ok"],
    [setup("https://merchant-sandbox.qpay.mn", "sandbox"), "development", "ok"],
    [setup("http://127.0.0.1:4100"), "test", "ok"],
    [setup("https://merchant-sandbox.qpay.mn", "sandbox"), "production", "warning"],
    [setup("http://127.0.0.1:4100"), "production", "warning"],
    [setup("http://127.0.0.1:4100", "production"), "development", "warning"],
  ])("%j under NODE_ENV %s: %s", (entry, nodeEnv, state) => {
    const line = judgeEnvironment(entry, nodeEnv, P)
    expect(line).toMatchObject({ check: "environment", provider_id: P, state })
    if (state === "warning") expect(line.fix).toMatch(/baseUrl/)
  })
})

describe("credentials", () => {
  it.each([
    [{ count: 0 }, "ok", null],
    [wrongCode, "ok", null],
    [wrongPassword, "failed", /QPAY_PASSWORD/],
    [away, "failed", /network/],
    [{ error: refusal(500, "SYSTEM_BUSY", { retryable: true }) }, "failed", /once more/],
    [{ error: refusal(429, "BUSY") }, "failed", /once more/],
  ])("%j: %s", (outcome, state, fix) => {
    const line = judgeCredentials(outcome, P)
    expect(line.state).toBe(state)
    if (fix) expect(line.fix).toMatch(fix)
    else expect(line.fix).toBeNull()
  })
})

describe("invoice code", () => {
  const issuedAt = new Date("2026-11-20T10:00:00Z")

  it("is proven by an invoice or by payments, and by nothing less", () => {
    expect(judgeInvoiceCode({ count: 0 }, issuedAt, P)).toMatchObject({
      state: "ok",
      found: expect.stringContaining("2026-11-20"),
    })
    expect(judgeInvoiceCode({ count: 3 }, null, P).state).toBe("ok")
    expect(judgeInvoiceCode({ count: 0 }, null, P)).toMatchObject({
      state: "skipped",
      found: expect.stringContaining("`npx medusa-payment-qpay doctor --live`"),
    })
  })

  it("is wrong when QPay refuses it, whatever was issued before", () => {
    expect(judgeInvoiceCode(wrongCode, issuedAt, P)).toMatchObject({
      state: "failed",
      fix: expect.stringContaining("QPAY_INVOICE_CODE"),
    })
  })

  it("cannot be told without a log-in", () => {
    expect(judgeInvoiceCode(wrongPassword, issuedAt, P).state).toBe("skipped")
    expect(judgeInvoiceCode(away, null, P).state).toBe("skipped")
  })

  it("live: says what became of the invoice", () => {
    expect(judgeTrial({ leftOpen: null }, P).state).toBe("ok")
    expect(judgeTrial({ leftOpen: "inv-1" }, P)).toMatchObject({
      state: "warning",
      found: expect.stringContaining("inv-1"),
    })
    expect(judgeTrial({ error: refusal(400, "FIELDS") }, P)).toMatchObject({
      state: "failed",
      fix: expect.stringContaining("QPAY_INVOICE_CODE"),
    })
    const unknown = { error: refusal(undefined, "TIMEOUT", { outcomeUnknown: true }) }
    expect(judgeTrial(unknown, P)).toMatchObject({ state: "failed", fix: expect.stringContaining("₮100") })
  })
})

describe("clock", () => {
  it.each([
    [{ server: 59_000, database: 0 }, "ok", ""],
    [{ server: 61_000, database: 0 }, "warning", "this server's clock is 1 minute behind"],
    [{ server: -301_000, database: 0 }, "failed", "this server's clock is 5 minutes ahead of"],
    [{ server: 0, database: 3_600_000 }, "failed", "the database's clock is 1 hour behind"],
    [null, "skipped", "see credentials"],
  ])("%j: %s", (ahead, state, found) => {
    const line = judgeClock(ahead, P)
    expect(line).toMatchObject({ check: "clock", state, found: expect.stringContaining(found) })
    if (state === "warning" || state === "failed") expect(line.fix).toContain("NTP")
  })
})
