/** What a check found, in one language. Holds no secret. */
export interface Finding {
  found: string
  /** What to do; null when all is well. */
  fix: string | null
}

/** One check of the diagnostics; `found` and `fix` are in English. */
export interface Diagnosis extends Finding {
  /** Stable, e.g. `credentials`. */
  check: string
  /** Which provider, where a check is made for each. */
  provider_id: string | null
  state: "ok" | "warning" | "failed" | "skipped"
  /** The same in Mongolian. */
  mn: Finding
}

/** What the diagnostics found. Healthy: no check failed; warnings are allowed. */
export interface Diagnostics {
  healthy: boolean
  checks: Diagnosis[]
  took_ms: number
}
