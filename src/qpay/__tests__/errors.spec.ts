import { hasQPayCode, isAuthenticationError, isQPayError, QPayError } from "../errors"

const error = (code: string, status?: number) => new QPayError({ code, status, message: "m", endpoint: "GET /v2/x" })

it("is recognised by name, so that two copies of the package agree", () => {
  const foreign = Object.assign(new Error("m"), { name: "QPayError", code: "INVOICE_PAID" })
  expect(isQPayError(error("X"))).toBe(true)
  expect(isQPayError(foreign)).toBe(true)
  expect([new Error("m"), null, "QPayError", { name: "QPayError", code: "X" }].some(isQPayError)).toBe(false)
})

it("matches codes", () => {
  expect(hasQPayCode(error("INVOICE_PAID"), "INVOICE_PAID", "X")).toBe(true)
  expect(hasQPayCode(error("OTHER"), "INVOICE_PAID")).toBe(false)
})

it("takes either spelling of the 401, but not a missing right, for an authentication error", () => {
  expect(isAuthenticationError(error("NO_CREDENTIALS", 401))).toBe(true)
  expect(isAuthenticationError(error("NO_CREDENDIALS", 401))).toBe(true)
  expect(isAuthenticationError(error("BAD_ANSWER", 401))).toBe(true)
  expect(isAuthenticationError(error("PERMISSION_DENIED", 401))).toBe(false)
  expect(isAuthenticationError(error("NO_CREDENTIALS", 400))).toBe(false)
})
