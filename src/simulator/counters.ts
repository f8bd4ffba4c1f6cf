import type { FaultKind } from "./faults"

/** Running totals, exact however long the simulator runs: the lists of calls and callbacks forget, these do not. */
export interface Counters {
  /** By endpoint, then by what was answered: an HTTP status, or "cut" for a connection that was hung up. */
  calls: Record<string, Record<string, number>>
  /** Calls that a fault has hit, by its kind. */
  faults: Partial<Record<FaultKind, number>>
  /** Attempts to reach a merchant, by HTTP status, or "failed" where no answer came. */
  callbacks: Record<string, number>
  /** Callbacks that were lost on purpose: never attempted. */
  callbacks_lost: number
}

export function zeroCounters(): Counters {
  return { calls: {}, faults: {}, callbacks: {}, callbacks_lost: 0 }
}

export function countOne<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1
}
