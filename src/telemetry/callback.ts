import { count } from "./instruments"
import { ATTRIBUTES } from "./names"

/** Counts a knock at the door by what came of it; `unknown` when no invoice has its session and secret. */
export async function countCallback<S extends { outcome: string; first: boolean } | null>(
  received: Promise<S>
): Promise<S> {
  try {
    const settlement = await received
    count("callbacks", { [ATTRIBUTES.result]: resultOf(settlement) })
    return settlement
  } catch (error) {
    count("callbacks", { [ATTRIBUTES.result]: "error" })
    throw error
  }
}

function resultOf(settlement: { outcome: string; first: boolean } | null): string {
  if (!settlement) return "unknown"
  return settlement.outcome === "settled" && !settlement.first ? "already_settled" : settlement.outcome
}
