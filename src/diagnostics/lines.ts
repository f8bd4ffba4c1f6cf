import type { Diagnosis } from "./types"

type Provider = string | null

export const ok = (check: string, found: string, provider: Provider = null): Diagnosis => ({
  check,
  provider_id: provider,
  state: "ok",
  found,
  fix: null,
})

export const skipped = (check: string, found: string, provider: Provider = null): Diagnosis => ({
  ...ok(check, found, provider),
  state: "skipped",
})

export const warning = (check: string, found: string, fix: string, provider: Provider = null): Diagnosis => ({
  check,
  provider_id: provider,
  state: "warning",
  found,
  fix,
})

export const failed = (check: string, found: string, fix: string, provider: Provider = null): Diagnosis => ({
  ...warning(check, found, fix, provider),
  state: "failed",
})

/** "3 hours", for people. */
export function span(seconds: number): string {
  const [size, unit] = (
    [
      [86_400, "day"],
      [3_600, "hour"],
      [60, "minute"],
      [1, "second"],
    ] as const
  ).find(([least]) => seconds >= least) ?? [1, "second"]
  const count = Math.floor(seconds / size)
  return `${count} ${unit}${count === 1 ? "" : "s"}`
}
