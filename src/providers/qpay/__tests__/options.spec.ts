import QPayProviderService from "../service"
import { resolveOptions } from "../options"

const good = {
  username: "SHOP",
  password: "a-secret-password",
  invoiceCode: "SHOP_INVOICE",
  callbackUrl: "https://shop.example.mn/webhooks/qpay",
  environment: "sandbox",
}

const problemsOf = (options: Record<string, unknown>): string => {
  try {
    resolveOptions(options)
  } catch (error) {
    return (error as Error).message
  }
  return ""
}

describe("provider options", () => {
  it("are complete with defaults", () => {
    expect(resolveOptions(good)).toMatchObject({
      baseUrl: "https://merchant-sandbox.qpay.mn",
      createTimeoutMs: 60000,
      timeoutMs: 20000,
      expiresInMinutes: 60,
      reconcileEverySeconds: 60,
      reconcileOverlapMinutes: 3,
      reconcileLookBackHours: 48,
      exchangeRates: {},
    })
  })

  it.each([
    ["expiresInMinutes", 1.5, "is not a whole number of minutes"],
    ["expiresInMinutes", -1, "is below 0 minutes"],
    ["expiresInMinutes", Number("an hour"), "is not a number of minutes"],
    ["reconcileEverySeconds", 4000, "is above 3600 seconds"],
    ["reconcileOverlapMinutes", 0, "is below 1 minutes"],
    ["reconcileLookBackHours", "48", "is not a number of hours"],
  ])("name a wrong %s (%s)", (option, value, problem) => {
    expect(problemsOf({ ...good, [option]: value })).toContain(`${option} ${problem}`)
  })

  it("take 0 for never", () => {
    expect(resolveOptions({ ...good, expiresInMinutes: 0, reconcileEverySeconds: 0 })).toMatchObject({
      expiresInMinutes: 0,
      reconcileEverySeconds: 0,
    })
  })

  it("may be written with the older names", () => {
    const resolved = resolveOptions({
      qpay_username: "SHOP",
      qpay_password: "a-secret-password",
      qpay_invoice_code: "SHOP_INVOICE",
      qpay_callback_url: good.callbackUrl,
      qpay_base_url: "https://merchant-sandbox.qpay.mn/",
    })
    expect(resolved).toEqual({ ...resolveOptions(good), environment: null })
  })

  it("report everything wrong at once, by option, variable and fix", () => {
    const message = problemsOf({ username: "", callbackUrl: "shop.example.mn", colour: "red", timeoutMs: "fast" })
    for (const variable of [
      "QPAY_USERNAME",
      "QPAY_PASSWORD",
      "QPAY_INVOICE_CODE",
      "QPAY_CALLBACK_URL",
      "QPAY_BASE_URL",
    ]) {
      expect(message).toContain(variable)
    }
    for (const option of ["colour", "timeoutMs", "environment"]) expect(message).toContain(option)
    expect(message).toContain("7 option(s) to fix")
  })

  it("never print a value", () => {
    const message = problemsOf({
      ...good,
      password: "p".repeat(300),
      callbackUrl: "hidden-value",
      environment: "hidden-env",
    })
    expect(message).not.toMatch(/ppp|hidden-value|hidden-env|SHOP/)
    expect(message).toContain("password")
  })

  it("guess nothing: without environment or baseUrl there is no default host", () => {
    const { environment: _, ...rest } = good
    expect(problemsOf(rest)).toContain("environment is missing")
  })

  it.each([
    ["the public test account", { environment: "production", username: "TEST_MERCHANT" }, "public test account"],
    [
      "a callback over http",
      { environment: "production", callbackUrl: "http://shop.example.mn/webhooks/qpay" },
      "https://",
    ],
    [
      "a callback to this machine",
      { environment: "production", callbackUrl: "https://localhost/webhooks/qpay" },
      "this very machine",
    ],
    ["production's host in the sandbox", { baseUrl: "https://merchant.qpay.mn" }, "is not the host of environment"],
    [
      "a callback QPay would refuse",
      { callbackUrl: `https://a.mn/${"x".repeat(200)}/webhooks/qpay` },
      "longer than 170",
    ],
    ["a callback to nowhere", { callbackUrl: "https://shop.example.mn/" }, "does not end in /webhooks/qpay"],
    ["a password that is a number", { password: 123456 }, "password is not text"],
    ["a rate for tugrik", { exchangeRates: { mnt: 5 } }, "three letters other than MNT"],
    ["a rate for a word", { exchangeRates: { dollar: 5 } }, "three letters other than MNT"],
    ["a rate that is nothing", { exchangeRates: { usd: 0 } }, "exchangeRates.usd"],
  ])("refuse %s", (_name, change, text) => {
    expect(problemsOf({ ...good, ...change })).toContain(text)
  })

  it("name the account without showing it", () => {
    const { account } = resolveOptions(good)
    expect(account).toMatch(/^[0-9a-f]{16}$/)
    expect(resolveOptions({ ...good, password: "another" }).account).toBe(account)
    expect(resolveOptions({ ...good, invoiceCode: "OTHER" }).account).not.toBe(account)
  })

  it("are checked by Medusa at boot, through the provider class", () => {
    expect(QPayProviderService.identifier).toBe("qpay")
    expect(() => QPayProviderService.validateOptions({})).toThrow(/option\(s\) to fix/)
    expect(() => QPayProviderService.validateOptions(good)).not.toThrow()
  })
})
