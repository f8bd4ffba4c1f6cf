/** One refused field, as QPay words it. Types seen: REQUIRED, INVALID, MIN_NUMBER, MAX_LENGTH. */
export type QPayFieldError = { type: string; message: string }

/** The harmless part of what lay underneath a failed call. */
export type QPayErrorCause = { name: string; code?: string; message: string }

/** Codes of our own, beside the business codes QPay sends. */
export const QPAY_CLIENT_CODES = {
  /** No connection, or it broke. */
  NETWORK: "NETWORK",
  /** No complete answer in time. */
  TIMEOUT: "TIMEOUT",
  /** An answer that is not what QPay documents: HTML, broken JSON, a wrong type. */
  BAD_ANSWER: "BAD_ANSWER",
  /** QPay refused fields of the request one by one: see `fieldErrors`. */
  FIELDS: "FIELDS",
  /** We refused the request before sending it. */
  INVALID_REQUEST: "INVALID_REQUEST",
  /** The client was built with unusable options. */
  INVALID_OPTIONS: "INVALID_OPTIONS",
} as const

export type QPayErrorDetails = {
  code: string
  message: string
  /** "POST /v2/invoice" */
  endpoint: string
  status?: number
  fieldErrors?: Record<string, QPayFieldError>
  retryable?: boolean
  outcomeUnknown?: boolean
  retryAfterMs?: number
  cause?: QPayErrorCause
}

/**
 * The only error a QPay call ends in. It is built from zero: it holds no request, header, credential or body, so it
 * may be logged as it is.
 */
export class QPayError extends Error {
  /** QPay's business code ("INVOICE_PAID"), or one of {@link QPAY_CLIENT_CODES}. */
  readonly code: string
  /** Method and path, for example "POST /v2/invoice". */
  readonly endpoint: string
  /** The HTTP status, when QPay answered at all. Not-found is 422 here, not 404. */
  readonly status?: number
  /** The refused fields, by name, when `code` is FIELDS or INVALID_REQUEST. */
  readonly fieldErrors?: Record<string, QPayFieldError>
  /** The trouble is temporary: 429, 5xx, network, time-out. Says nothing about whether a repeat is safe. */
  readonly retryable: boolean
  /** A call that changes something may or may not have done so. Ask QPay before repeating it. */
  readonly outcomeUnknown: boolean
  /** How long QPay asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number
  /** Name, code and message of the transport's error, redacted. */
  readonly cause?: QPayErrorCause

  constructor(details: QPayErrorDetails) {
    super(details.message)
    this.name = "QPayError"
    this.code = details.code
    this.endpoint = details.endpoint
    this.status = details.status
    this.fieldErrors = details.fieldErrors
    this.retryable = details.retryable ?? false
    this.outcomeUnknown = details.outcomeUnknown ?? false
    this.retryAfterMs = details.retryAfterMs
    this.cause = details.cause
  }
}

/** By name, not by class: two copies of this package may be installed side by side. */
export function isQPayError(error: unknown): error is QPayError {
  return error instanceof Error && error.name === "QPayError" && typeof (error as QPayError).code === "string"
}

/** A QPay error with one of these codes, for example `hasQPayCode(error, "INVOICE_PAID")`. */
export function hasQPayCode(error: unknown, ...codes: string[]): error is QPayError {
  return isQPayError(error) && codes.includes(error.code)
}

/**
 * QPay does not accept our token or password. Decided by the status, because the wire shows both NO_CREDENTIALS and
 * NO_CREDENDIALS. PERMISSION_DENIED also travels as 401, but is about rights: no new login cures it.
 */
export function isAuthenticationError(error: unknown): error is QPayError {
  return isQPayError(error) && error.status === 401 && error.code !== "PERMISSION_DENIED"
}
