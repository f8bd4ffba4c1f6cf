// One jest run: its report shown as it comes, without the noise, and its counts read from its own JSON.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { run } from "../lib/run.mjs"

const NOISE = [
  /ExperimentalWarning: VM Modules/,
  /DeprecationWarning: Calling client\.query/,
  /\(Use `node --trace-/,
  /Connection Error: Connection ended unexpectedly/, // the runner restores the database under open pools
  /^Test results written to:/,
  /^(Force exiting Jest|Have you considered using `--detectOpenHandles`)/,
  /^\(node:\d+\) \[DEP/,
  /^A worker process has failed to exit gracefully/,
]

/** What Medusa logs when it is refused something on purpose. Shown to who names the tests to run. */
const LOG_LINE = /^\{"level":/

/** The runs of integration specs boot a whole Medusa each; two at a time halve the wait on two cores. */
const FLAGS = {
  unit: { always: [], all: [] },
  integration: { always: ["--maxWorkers=2", "--forceExit"], all: ["--silent"] },
}

function flags(type, args, alone) {
  const { always, all } = FLAGS[type]
  if (alone.length) return ["--maxWorkers=1", "--forceExit", "--silent", "--runTestsByPath", ...alone]
  const colours = process.stdout.isTTY ? ["--colors"] : []
  // A name may live in only one of the two kinds.
  return [...colours, ...always, ...(args.length ? ["--passWithNoTests", ...args] : all)]
}

/** @param alone spec files to run one after the other, instead of all */
export async function jest(type, { args = [], env = {}, alone = [] } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-jest-"))
  const report = path.join(dir, "report.json")
  const script = path.join(root, "node_modules/jest/bin/jest.js")
  const noise = args.length ? NOISE : [...NOISE, LOG_LINE]
  try {
    await run(process.execPath, [script, "--json", `--outputFile=${report}`, ...flags(type, args, alone)], {
      env: { ...process.env, ...env, TEST_TYPE: type, NODE_OPTIONS: "--experimental-vm-modules" },
      onLine: (line) => noise.some((pattern) => pattern.test(line)) || console.log(line),
    }).catch(() => undefined) // the report says what failed; without one it is a failure
    return fs.existsSync(report) ? countsOf(JSON.parse(fs.readFileSync(report, "utf8"))) : { ...NONE, failed: 1 }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

export const NONE = { passed: 0, failed: 0, skipped: 0, failedFiles: [], passedThere: 0 }

/** A spec file that could not even run has no failed tests of its own: it counts as one. */
function countsOf(report) {
  const failed = report.testResults.filter(({ status }) => status === "failed")
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    failedFiles: failed.map(({ name }) => name),
    passedThere: failed.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === "passed")
      .length,
  }
}

export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failedFiles: [...a.failedFiles, ...b.failedFiles],
  passedThere: a.passedThere + b.passedThere,
})

/** So many spec files may be disturbed by what runs beside them; more have a fault of their own. */
const MOST_DISTURBED = 2

/**
 * Spec files that boot a whole shop each, two at a time on two cores, can disturb one another. What failed so is run
 * once more, alone: its second answer counts, and that there was a first one is said.
 * @returns the counts, and the files whose second answer was another
 */
export async function withSecondLook(counts, runAlone) {
  const { failedFiles } = counts
  if (failedFiles.length === 0 || failedFiles.length > MOST_DISTURBED) return { counts, unsteady: [] }
  const again = await runAlone(failedFiles)
  if (again.failed > 0 || again.passed === 0) return { counts, unsteady: [] }
  const others = { ...counts, passed: counts.passed - counts.passedThere, failed: 0, failedFiles: [], passedThere: 0 }
  return { counts: add(others, again), unsteady: failedFiles }
}
