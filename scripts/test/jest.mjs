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
  /^\{"level":"(info|warn)"/,
  /^(Force exiting Jest|Have you considered using `--detectOpenHandles`)/,
  /^\(node:\d+\) \[DEP/,
]

/** The runs of integration specs boot a whole Medusa each; two at a time halve the wait on two cores. */
const SETTINGS = {
  unit: [],
  integration: ["--maxWorkers=2", "--forceExit"],
}

export async function jest(type, { args = [], env = {} } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-jest-"))
  const report = path.join(dir, "report.json")
  const script = path.join(root, "node_modules/jest/bin/jest.js")
  const colours = process.stdout.isTTY ? ["--colors"] : []
  const known = ["--json", `--outputFile=${report}`, ...colours, ...SETTINGS[type]]
  if (args.length)
    known.push("--passWithNoTests") // a name may live in only one of the two kinds
  else if (type === "integration") known.push("--silent") // Medusa's own console; with arguments you are looking closely
  try {
    await run(process.execPath, [script, ...known, ...args], {
      env: { ...process.env, ...env, TEST_TYPE: type, NODE_OPTIONS: "--experimental-vm-modules" },
      onLine: (line) => NOISE.some((noise) => noise.test(line)) || console.log(line),
    }).catch(() => undefined) // the report says what failed; without one it is a failure
    return fs.existsSync(report) ? countsOf(JSON.parse(fs.readFileSync(report, "utf8"))) : { ...NONE, failed: 1 }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

export const NONE = { passed: 0, failed: 0, skipped: 0 }

/** A spec file that could not even run has no failed tests of its own: it counts as one. */
function countsOf(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})
