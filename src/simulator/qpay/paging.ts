import { asBody, isMissing, readDecimal, type Body, type FieldErrors } from "../validation"

export interface Page {
  number: number
  limit: number
}

/** Reads `offset`. Zeros are refused under the bare field names (seen live); left out, the first 100 rows are meant. */
export function readPage(body: Body, errors: FieldErrors): Page {
  const offset = asBody(body.offset)
  return { number: read(offset, "page_number", 1, errors), limit: read(offset, "page_limit", 100, errors) }
}

export function pageOf<Item>(items: Item[], { number, limit }: Page): Item[] {
  return items.slice((number - 1) * limit, number * limit)
}

function read(offset: Body, field: string, fallback: number, errors: FieldErrors): number {
  if (isMissing(offset[field])) {
    return fallback
  }
  const value = readDecimal(offset[field])
  if (value === undefined || !Number.isInteger(value)) {
    errors.invalid(field)
  } else if (value < 1) {
    errors.belowMinimum(field, 1)
  }
  return value ?? fallback
}
