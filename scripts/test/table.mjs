// The end of a test run as text. Pure: reports in, lines out.
import path from "node:path"

const SLOWEST = 10
const seconds = (ms) => (ms / 1000).toFixed(1)

/** @returns the suite of a spec file, by its path */
export function kindOf(file) {
  const place = file.replaceAll(path.sep, "/")
  if (place.includes("/__tests__/")) return "unit"
  if (/integration-tests\/(http|groups)\//.test(place)) return "http"
  return place.includes("integration-tests/browser/") ? "browser" : "heavy"
}

/** One row per suite. Suites share workers, so their seconds add up to more than the run took. */
export function rowsOf(testResults) {
  const rows = new Map()
  for (const { name, startTime, endTime, status, assertionResults } of testResults) {
    const suite = kindOf(name)
    const row = rows.get(suite) ?? { suite, passed: 0, failed: 0, skipped: 0, ms: 0 }
    const count = (...states) => assertionResults.filter((test) => states.includes(test.status)).length
    row.passed += count("passed")
    // A file that could not run has no failed test of its own: it counts as one.
    row.failed += count("failed") || (status === "failed" ? 1 : 0)
    row.skipped += count("pending", "todo")
    row.ms += Math.max(endTime - startTime, 0)
    rows.set(suite, row)
  }
  return [...rows.values()]
}

/** A group file holds several suites: each of its top-level describes stands for itself. */
function timesOf({ name, startTime, endTime, assertionResults }, root) {
  const file = path.relative(root, name)
  if (!file.replaceAll(path.sep, "/").includes("integration-tests/groups/")) return [[file, endTime - startTime]]
  const sums = new Map()
  for (const { ancestorTitles, duration } of assertionResults) {
    const title = `${file}: ${ancestorTitles[0] ?? ""}`
    sums.set(title, (sums.get(title) ?? 0) + (duration ?? 0))
  }
  return [...sums]
}

export function slowest(testResults, root) {
  const times = testResults.flatMap((result) => timesOf(result, root))
  return times
    .sort((a, b) => b[1] - a[1])
    .slice(0, SLOWEST)
    .map(([name, ms]) => `${seconds(ms).padStart(8)} s  ${name}`)
}

const line = (suite, tests, time, skipped) =>
  `${suite.padEnd(12)}${String(tests).padStart(7)}${String(time).padStart(10)}  ${skipped}`.trimEnd()

/** @param rows suites and checks @param why for a suite, why parts of it did not run */
export function table(rows, why = {}) {
  const body = rows.map(({ suite, passed, failed, skipped, ms }) => {
    const notes = [...(skipped ? [`${skipped} skipped`] : []), ...(why[suite] ?? [])]
    return line(suite, passed + failed, seconds(ms), notes.join("; "))
  })
  return [line("suite", "tests", "seconds", "skipped and why"), ...body]
}

export const sum = (rows) =>
  rows.reduce(
    (total, row) => ({
      passed: total.passed + row.passed,
      failed: total.failed + row.failed,
      skipped: total.skipped + row.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 }
  )

export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`
