import type { Parameters } from "fast-check"
import { perTier } from "./tier"

/** The same seed draws the same run. A failure prints it with the path to its case. */
export const SEED = Number(process.env.FUZZ_SEED ?? 20261121)

/** FUZZ_TIMES=20 draws twenty times as many cases; FUZZ_SHRINK=1 takes the time to make a failed one small. */
const TIMES = Number(process.env.FUZZ_TIMES ?? 1)
const SHRINK = process.env.FUZZ_SHRINK === "1"

/** The quick tier draws a fifth of the cases. */
const SHARE = perTier(0.2, 1)

/** Ends a test that draws cases and hangs, ms. */
export const PATIENCE = 600_000 * Math.max(TIMES, 1)

/** What fast-check needs to draw `runs` cases of a property; FUZZ_PATH goes straight to a known one. */
export function drawing<T>(runs: number): Parameters<T> {
  const path = process.env.FUZZ_PATH
  return { seed: SEED, numRuns: Math.ceil(runs * TIMES * SHARE), endOnFailure: !SHRINK, ...(path ? { path } : {}) }
}
