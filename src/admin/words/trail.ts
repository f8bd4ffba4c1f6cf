import type { TrailEvent } from "../../api/admin/qpay/contract"
import { formatAmount } from "./amount"

export interface Noteworthy {
  /** A reason of the attention list. */
  reason: string | null
  /** Sums and what somebody wrote; needs no translation. */
  text: string
}

/** What of an event's data helps staff; the rest is for engineers. */
export function noteworthy({ data }: Pick<TrailEvent, "data">): Noteworthy {
  const parts = [sumsOf(data?.payments), sumOf(data?.amount), textOf(data?.reference), textOf(data?.note)]
  return { reason: textOf(data?.reason), text: parts.filter(Boolean).join(" · ") }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() ? value.trim() : null
}

function sumOf(value: unknown): string | null {
  const amount = typeof value === "string" && value.trim() ? Number(value) : value
  return typeof amount === "number" && Number.isFinite(amount) ? formatAmount(amount) : null
}

function sumsOf(payments: unknown): string | null {
  if (!Array.isArray(payments)) return null
  return payments
    .map((payment: { amount?: unknown } | null) => sumOf(payment?.amount))
    .filter(Boolean)
    .join(", ")
}
