import type { Diagnosis, Diagnostics } from "../../diagnostics/types"

const MARKS: Record<Diagnosis["state"], string> = { ok: "✓", warning: "!", failed: "✗", skipped: "–" }

/** What the diagnostics found, for a terminal: a line per check, its fix below it, and the sum of it all. */
export function table({ checks, took_ms }: Diagnostics): string[] {
  const names = checks.map(nameOf)
  const width = Math.max(...names.map(({ length }) => length))
  const lines = checks.flatMap((line, index) => {
    const [first = "", ...more] = line.found.split("\n")
    const indent = " ".repeat(width + 6)
    return [
      `  ${MARKS[line.state]} ${(names[index] as string).padEnd(width)}  ${first}`,
      ...more.map((text) => indent + text),
      ...(line.fix ? [`${indent}→ ${line.fix}`] : []),
    ]
  })
  return [...lines, "", lastLine(checks, took_ms)]
}

function nameOf({ check, provider_id }: Diagnosis): string {
  return provider_id ? `${check} (${provider_id})` : check
}

function lastLine(checks: readonly Diagnosis[], tookMs: number): string {
  const count = (state: Diagnosis["state"]) => checks.filter((line) => line.state === state).length
  const failed = count("failed")
  const warnings = count("warning")
  const many = warnings === 1 ? "1 warning" : `${warnings} warnings`
  const verdict = failed > 0 ? `${failed} failed, ${many}` : warnings > 0 ? `Healthy, with ${many}` : "Healthy"
  const made = checks.length === 1 ? "1 check" : `${checks.length} checks`
  return `${verdict}. ${made} in ${(tookMs / 1000).toFixed(1)} s.`
}
