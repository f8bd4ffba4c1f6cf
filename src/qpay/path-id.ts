import { QPAY_CLIENT_CODES, QPayError } from "./errors"

/**
 * An id as one segment of a path. Ids may come from a callback's query, so one that could lead to another endpoint
 * is refused.
 *
 * @throws QPayError INVALID_REQUEST; nothing was sent
 */
export function pathId(name: string, id: string, endpoint: string): string {
  const problem = problemOf(id)
  if (problem) {
    throw new QPayError({
      code: QPAY_CLIENT_CODES.INVALID_REQUEST,
      message: `${endpoint} was not sent: ${name} ${problem}`,
      endpoint,
      fieldErrors: { [name]: { type: "INVALID", message: problem } },
    })
  }
  return encodeURIComponent(id)
}

/** Could {@link pathId} ask QPay for it? What could not is no id, wherever it comes from. */
export function isPathId(id: string): boolean {
  return problemOf(id) === null
}

function problemOf(id: unknown): string | null {
  if (typeof id !== "string" || id.trim() === "") {
    return "must not be empty"
  }
  if (id.length > 100) {
    return "must have at most 100 characters"
  }
  // Lone surrogates too: encodeURIComponent throws on them.
  return /[/\\\s]|\.\.|^\.$|\p{Cc}|\p{Cs}/u.test(id) ? "must be an id, not a path" : null
}
