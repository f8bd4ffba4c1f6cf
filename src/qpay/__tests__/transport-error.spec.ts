import { toTransportError } from "../transport-error"

const call = { endpoint: "POST /v2/invoice", timeoutMs: 100, timedOut: false, changes: true, secrets: ["hunter2!"] }

it.each([
  [{ code: "ECONNREFUSED" }, false, true],
  [{ code: "ENOTFOUND" }, false, true],
  [{ code: "ETIMEDOUT", syscall: "connect" }, false, true],
  [{ code: "ETIMEDOUT", cause: { syscall: "connect" } }, false, true],
  [{ code: "DEPTH_ZERO_SELF_SIGNED_CERT" }, false, false],
  [{ code: "CERT_HAS_EXPIRED" }, false, false],
  [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, false, false],
  [{ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, false, false],
  [{ code: "ETIMEDOUT", syscall: "read" }, true, true],
  [{ code: "ECONNRESET" }, true, true],
  [{ code: "ERR_BAD_RESPONSE", message: "stream has been aborted" }, true, true],
  ["a string", true, true],
  [undefined, true, true],
])("%j: outcome unknown %p, retryable %p", (raw, outcomeUnknown, retryable) => {
  expect(toTransportError(raw, call)).toMatchObject({ code: "NETWORK", outcomeUnknown, retryable })
  expect(toTransportError(raw, { ...call, changes: false }).outcomeUnknown).toBe(false)
})

it("keeps name, code and message of the cause, redacted, and nothing else", () => {
  const raw = Object.assign(new Error("proxy said hunter2!"), { code: "ECONNRESET", config: { headers: "hunter2!" } })
  expect(toTransportError(raw, call).cause).toEqual({
    name: "Error",
    code: "ECONNRESET",
    message: "proxy said [redacted]",
  })
})
