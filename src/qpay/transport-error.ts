import { QPAY_CLIENT_CODES, QPayError, QPayErrorCause } from "./errors"
import { redact } from "./redact"

/** What the failed call was; `changes` when QPay may have acted on it. */
export type FailedCall = { endpoint: string; timeoutMs: number; timedOut: boolean; changes: boolean; secrets: string[] }

type RawError = { name?: unknown; code?: unknown; message?: unknown; syscall?: unknown; cause?: unknown }

const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"])
const BAD_CERTIFICATE = /CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL|^UNABLE_TO_(GET|VERIFY)/

/**
 * Turns a transport failure into a QPayError. The raw error carries the request with its Authorization header, so
 * three of its fields are copied and the rest is left behind.
 */
export function toTransportError(raw: unknown, call: FailedCall): QPayError {
  const cause = harmlessCause(raw, call.secrets)
  if (call.timedOut) {
    return new QPayError({
      code: QPAY_CLIENT_CODES.TIMEOUT,
      message: `QPay did not answer ${call.endpoint} within ${call.timeoutMs} ms${doubt(call.changes)}`,
      endpoint: call.endpoint,
      retryable: true,
      outcomeUnknown: call.changes,
      cause,
    })
  }
  if (/maxContentLength/.test(cause.message)) {
    return new QPayError({
      code: QPAY_CLIENT_CODES.BAD_ANSWER,
      message: `QPay's answer to ${call.endpoint} is too large to be one${doubt(call.changes)}`,
      endpoint: call.endpoint,
      outcomeUnknown: call.changes,
      cause,
    })
  }
  const certificate = BAD_CERTIFICATE.test(cause.code ?? "")
  const outcomeUnknown = call.changes && !certificate && !neverConnected(raw)
  return new QPayError({
    code: QPAY_CLIENT_CODES.NETWORK,
    message: `QPay could not be reached for ${call.endpoint} (${cause.code ?? cause.message})${doubt(outcomeUnknown)}`,
    endpoint: call.endpoint,
    retryable: !certificate,
    outcomeUnknown,
    cause,
  })
}

/** The text that ends the message of a call whose outcome is unknown. */
export function doubt(outcomeUnknown: boolean): string {
  return outcomeUnknown ? "; it may have acted on the call all the same" : ""
}

/** Nothing was sent: the connection itself failed, so QPay cannot have acted. */
function neverConnected(raw: unknown): boolean {
  const { code, syscall, cause } = asRaw(raw)
  const atConnect = syscall === "connect" || asRaw(cause).syscall === "connect"
  return NEVER_CONNECTED.has(String(code)) || atConnect
}

function harmlessCause(raw: unknown, secrets: string[]): QPayErrorCause {
  const { name, code, message } = asRaw(raw)
  return {
    name: typeof name === "string" ? redact(name, secrets) : "Error",
    ...(typeof code === "string" ? { code: redact(code, secrets) } : {}),
    message: redact(String(message ?? "unknown failure"), secrets).slice(0, 300),
  }
}

function asRaw(raw: unknown): RawError {
  return typeof raw === "object" && raw !== null ? raw : {}
}
