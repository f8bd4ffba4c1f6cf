import { QPayFailure } from "./errors"

export interface FieldError {
  type: "REQUIRED" | "INVALID" | "MAX_LENGTH" | "MIN_NUMBER"
  message: string
}

export type Body = Record<string, unknown>

/**
 * Collects what is wrong with a request and answers as QPay does: HTTP 400, the same object under `error` and `message`.
 * The texts of REQUIRED, INVALID and MIN_NUMBER were captured; that of MAX_LENGTH was not, only its type.
 */
export class FieldErrors {
  private readonly fields: Record<string, FieldError> = {}

  constructor(private readonly body: Body) {}

  required(field: string): void {
    this.add(field, "REQUIRED", "Required!")
  }

  invalid(field: string): void {
    this.add(field, "INVALID", "Invalid!")
  }

  belowMinimum(field: string, minimum: number): void {
    this.add(field, "MIN_NUMBER", `Number min value [${minimum}]!`)
  }

  /** A text; `max` in characters. */
  text(field: string, max: number, required = false): void {
    const value = this.body[field]
    if (isMissing(value)) {
      if (required) {
        this.required(field)
      }
    } else if (typeof value !== "string") {
      this.invalid(field)
    } else if ([...value].length > max) {
      this.add(field, "MAX_LENGTH", `Max length [${max}]!`)
    }
  }

  oneOf(field: string, values: readonly string[]): void {
    const value = this.body[field]
    if (isMissing(value)) {
      this.required(field)
    } else if (typeof value !== "string" || !values.includes(value)) {
      this.invalid(field)
    }
  }

  throwIfAny(): void {
    if (Object.keys(this.fields).length > 0) {
      throw new QPayFailure(400, { error: this.fields, message: this.fields })
    }
  }

  /** The first thing found wrong with a field is the one that is told. */
  private add(field: string, type: FieldError["type"], message: string): void {
    this.fields[field] ??= { type, message }
  }
}

export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ""
}

/** A body as an object; whatever else was sent counts as empty. */
export function asBody(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {}
}

/** A number or a numeric text, both of which QPay takes for an amount. */
export function readDecimal(value: unknown): number | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : undefined
  }
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}
