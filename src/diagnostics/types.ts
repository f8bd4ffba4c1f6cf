/** One check of the diagnostics. */
export interface Diagnosis {
  /** Stable, e.g. `credentials`. */
  check: string
  /** Which provider, where a check is made for each. */
  provider_id: string | null
  state: "ok" | "warning" | "failed" | "skipped"
  /** What was found, in English. Holds no secret. */
  found: string
  /** What to do; null when all is well. */
  fix: string | null
}

/** What the diagnostics found. Healthy: no check failed; warnings are allowed. */
export interface Diagnostics {
  healthy: boolean
  checks: Diagnosis[]
  took_ms: number
}
