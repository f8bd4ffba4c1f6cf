import { count } from "./instruments"
import { ATTRIBUTES } from "./names"

/** Counts the attention lines among events that were told: each by one server, whoever opened the line. */
export function countAttention(told: readonly { data: Record<string, unknown> }[]): void {
  for (const { data } of told) {
    if (typeof data.attention_id !== "string") continue
    count("attention", { [ATTRIBUTES.reason]: String(data.reason) })
  }
}
