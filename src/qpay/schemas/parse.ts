import { z } from "zod"
import { QPAY_CLIENT_CODES, QPayError } from "../errors"

const MAX_ISSUES = 5

/** The request as QPay wants it. @throws QPayError INVALID_REQUEST naming every wrong field; nothing was sent */
export function parseRequest<T>(schema: z.ZodType<T>, input: unknown, endpoint: string): T {
  const result = schema.safeParse(input)
  if (result.success) {
    return result.data
  }
  const problems = result.error.issues.map((issue) => [pathOf(issue), { type: "INVALID", message: issue.message }])
  throw new QPayError({
    code: QPAY_CLIENT_CODES.INVALID_REQUEST,
    message: `${endpoint} was not sent: ${describe(result.error)}`,
    endpoint,
    fieldErrors: Object.fromEntries(problems),
  })
}

/**
 * The answer as documented. @throws QPayError BAD_ANSWER naming the field, never its value: bodies hold customers'
 * data and tokens
 */
export function parseAnswer<T>(
  schema: z.ZodType<T>,
  body: unknown,
  context: { endpoint: string; status: number; outcomeUnknown: boolean }
): T {
  const result = schema.safeParse(body)
  if (result.success) {
    return result.data
  }
  throw new QPayError({
    ...context,
    code: QPAY_CLIENT_CODES.BAD_ANSWER,
    message: `QPay's answer to ${context.endpoint} is not what it documents: ${describe(result.error)}`,
  })
}

function describe(error: z.ZodError): string {
  const named = error.issues.slice(0, MAX_ISSUES).map((issue) => `${pathOf(issue)}: ${issue.message}`)
  const rest = error.issues.length - named.length
  return named.join("; ") + (rest > 0 ? `; ${rest} more` : "")
}

function pathOf(issue: { path: PropertyKey[] }): string {
  return issue.path.map(String).join(".") || "body"
}
