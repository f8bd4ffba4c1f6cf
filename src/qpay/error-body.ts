import { QPAY_CLIENT_CODES, QPayFieldError } from "./errors"

/** What a refusal says, whichever of its two shapes it came in. */
export type RefusalBody = { code: string; text: string; fieldErrors?: Record<string, QPayFieldError> }

const CODE = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const MAX_TEXT = 300
const MAX_FIELDS = 20

/**
 * Reads both proven bodies of a refusal: `{"error": "<CODE>", "message": "<text>"}` (message may be missing), and
 * `{"error": {<field>: {type, message}}, "message": {...the same}}`. Null for anything else.
 */
export function readRefusal(body: unknown): RefusalBody | null {
  const { error, message } = asRecord(body) ?? {}
  if (typeof error === "string" && CODE.test(error)) {
    return { code: error, text: typeof message === "string" ? message.slice(0, MAX_TEXT) : error }
  }
  const fieldErrors = readFields(error) ?? readFields(message)
  if (!fieldErrors) {
    return null
  }
  const text = Object.entries(fieldErrors).map(([field, { type, message }]) => `${field}: ${message} (${type})`)
  return { code: QPAY_CLIENT_CODES.FIELDS, text: text.join("; "), fieldErrors }
}

function readFields(value: unknown): Record<string, QPayFieldError> | null {
  const fields = Object.entries(asRecord(value) ?? {}).flatMap(([field, problem]) => {
    const { type, message } = asRecord(problem) ?? {}
    return typeof type === "string" ? [[field.slice(0, 64), { type, message: wording(message) }] as const] : []
  })
  return fields.length > 0 ? Object.fromEntries(fields.slice(0, MAX_FIELDS)) : null
}

function wording(message: unknown): string {
  return typeof message === "string" ? message.slice(0, MAX_TEXT) : "refused"
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}
