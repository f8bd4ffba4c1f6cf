import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { ATTENTION_REASONS, INVOICE_STATES } from "../../../modules/qpay/states"
import { idAt } from "../../../settlement/recent-ids"

/** @throws MedusaError INVALID_DATA that names each wrong field and what is wrong with it */
export function parse<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the request"} ${message}`)
  throw new MedusaError(MedusaError.Types.INVALID_DATA, problems.join("; "))
}

/** Who acts, as the ledger names staff. */
export function actorOf(req: AuthenticatedMedusaRequest): string {
  return `admin:${req.auth_context.actor_id}`
}

/** Whole tugrik. */
export const AMOUNT = z.number("is not a number of whole tugrik").int("is not whole tugrik").min(1, "is below ₮1")
const storable = (text: string) => !text.includes("\0")
export const NOTE = z
  .string("is not text")
  .refine(storable, "holds a character that cannot be kept")
  .trim()
  .max(1000, "is longer than 1000 characters")
export const REFERENCE = z
  .string("is missing: give the bank's reference of the transfer")
  .refine(storable, "holds a character that cannot be kept")
  .trim()
  .min(1, "is empty: give the bank's reference of the transfer")
  .max(100, "is longer than 100 characters")

export const REASON = z.enum(ATTENTION_REASONS, `is none of ${ATTENTION_REASONS.join(", ")}`)
const STATE = z.enum(INVOICE_STATES, `is none of ${INVOICE_STATES.join(", ")}`)
const STATES = z.string().transform((text, context) => {
  const parsed = z.array(STATE).safeParse(text.split(",").filter(Boolean))
  if (parsed.success) return parsed.data
  context.addIssue({ code: "custom", message: `holds a state that is none of ${INVOICE_STATES.join(", ")}` })
  return z.NEVER
})
const TIME = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), "is not an ISO time")
  .transform((text) => new Date(text))

export const PAGE = z.object({
  limit: z.coerce.number("is not a number").int().min(1, "is below 1").max(100, "is above 100").default(20),
  cursor: z
    .string()
    .regex(/^[\w-]{1,100}$/, "is not a cursor")
    .optional(),
})

/** Times become spans of ids, which are in the order of time: see Registry. */
export const SPAN = z.object({ from: TIME.optional(), to: TIME.optional() })

export function spanOf({ from, to }: { from?: Date; to?: Date }): { from?: string; until?: string } {
  return { from: from && idAt("qpinv", from), until: to && idAt("qpinv", to) }
}

export const FILTER = SPAN.extend({
  q: z
    .string()
    .refine(storable, "holds a character that nothing has")
    .trim()
    .max(100, "is longer than 100 characters")
    .optional(),
  state: STATES.optional(),
  reason: REASON.optional(),
})
