import type { Parameters } from "fast-check"

/** The same seed draws the same run. A failure prints it with the path to its case. */
export const SEED = Number(process.env.FUZZ_SEED ?? 20261121)

/** FUZZ_TIMES=20 draws twenty times as many cases; FUZZ_SHRINK=1 takes the time to make a failed one small. */
const TIMES = Number(process.env.FUZZ_TIMES ?? 1)
const SHRINK = process.env.FUZZ_SHRINK === "1"

/** Time for a test that draws cases, ms. */
export const PATIENCE = 300_000 * Math.max(TIMES, 1)

/** What fast-check needs to draw `runs` cases of a property; FUZZ_PATH goes straight to a known one. */
export function drawing<T>(runs: number): Parameters<T> {
  const path = process.env.FUZZ_PATH
  return { seed: SEED, numRuns: Math.ceil(runs * TIMES), endOnFailure: !SHRINK, ...(path ? { path } : {}) }
}
