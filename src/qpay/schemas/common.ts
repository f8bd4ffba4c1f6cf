import { z } from "zod"
import { isPathId } from "../path-id"

/** An amount in an answer: QPay sends "100.00" in one place and 100 in another. Tugrik; read it with `money`. */
export const amount = z.union([z.number(), z.string().regex(/^[+-]?\d+(\.\d+)?$/, "not a decimal number")])

/** An amount that may be absent, null or an empty string. */
export const optionalAmount = z.union([amount, z.literal("")]).nullish()

/** An id we shall have to ask for again: one that no later call would take is refused at once. */
export const id = z.string().refine(isPathId, "not an id")

/** A text that may be absent or null. */
export const optionalText = z.string().nullish()

/** A list that QPay may leave out or send as null; read as empty. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])
}

/** A text of a request, at most `max` characters (QPay's sheet) and not empty. */
export function text(max: number) {
  return z.string().min(1, "must not be empty").max(max, `must have at most ${max} characters`)
}

/** Whole tugrik above zero. */
export const positiveTugrik = z
  .number("must be a number of whole tugrik")
  .int("must be whole tugrik: round it first")
  .positive("must be above zero")

/** A decimal of an invoice line or tax, as number or string ("1.00"). Up to four decimals. */
export const decimal = z.union(
  [z.number().nonnegative(), z.string().regex(/^\d+(\.\d{1,4})?$/)],
  'must be a decimal number such as "1.00"'
)

/** A page of a list: QPay counts pages from 1 and documents 100 as the largest limit. */
export const page = z.strictObject({
  page_number: z.number().int().min(1, "starts at 1").max(100, "ends at 100"),
  page_limit: z.number().int().min(1, "starts at 1").max(100, "ends at 100"),
})

/** An http or https address of at most 255 characters. */
export const callbackUrl = text(255).refine(isWebAddress, "must be an http or https address")

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}
