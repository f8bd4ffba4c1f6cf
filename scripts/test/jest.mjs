// One jest run: its report shown as it comes, without the noise, and its results read from its own JSON.
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

/** A young generation of 64 MB: a booted Medusa makes much that is soon garbage, and a small one is collected all the time. */
const NODE_OPTIONS = "--experimental-vm-modules --max-semi-space-size=64"

const EMPTY = { testResults: [] }

/**
 * @param whole no file is named: the groups run in place of the http specs that they import
 * @returns whether jest ended well, and its report
 */
export async function jest(type, { args = [], env = {}, whole = false, workers = 2 } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-jest-"))
  const file = path.join(dir, "report.json")
  const script = path.join(root, "node_modules/jest/bin/jest.js")
  const noise = args.length ? NOISE : [...NOISE, LOG_LINE]
  const flags = [
    ...(process.stdout.isTTY ? ["--colors"] : []),
    `--maxWorkers=${workers}`,
    ...(type === "integration" ? ["--forceExit"] : []),
    // A name may live in only one of the two kinds.
    ...(args.length ? ["--passWithNoTests", ...args] : type === "integration" ? ["--silent"] : []),
  ]
  let isFine = true
  try {
    await run(process.execPath, [script, "--json", `--outputFile=${file}`, ...flags], {
      env: {
        ...process.env,
        ...env,
        TEST_TYPE: type,
        QPAY_TEST_WHOLE: whole ? "1" : "",
        NODE_OPTIONS,
      },
      onLine: (line) => noise.some((pattern) => pattern.test(line)) || console.log(line),
    }).catch(() => (isFine = false)) // a failed globalSetup leaves no report
    const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : EMPTY
    return { isFine, testResults: report.testResults, passed: report.numPassedTests ?? 0 }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}
