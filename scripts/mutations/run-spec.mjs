// One spec file in one copy, run by jest, and what came of each of its tests.
import fs from "node:fs"
import path from "node:path"
import { run } from "../lib/run.mjs"

/** Ends a run that hangs. */
const LIMIT_MS = 10 * 60_000

/** A spec that could not be loaded fails like a test, and says nothing about the mutation. */
const NOT_LOADED = /SyntaxError|Syntax Error|Cannot find module/

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/**
 * @param titles parts of the titles of the tests to run; none: all of the file
 * @returns the full names of the tests that passed and failed; `error` says why there is nothing to learn from them
 */
export async function runSpec(dir, spec, titles) {
  const report = path.join(dir, "mutation-report.json")
  fs.rmSync(report, { force: true })
  const type = spec.includes("__tests__") ? "unit" : "integration"
  const env = { ...process.env, TEST_TYPE: type, NODE_OPTIONS: "--experimental-vm-modules" }
  delete env.QPAY_TEST_CHROMIUM // without it no dashboard is built
  const args = ["--json", `--outputFile=${report}`, `--cacheDirectory=${path.join(dir, ".jest-cache")}`]
  args.push("--silent", "--maxWorkers=1", "--forceExit", spec)
  if (titles.length > 0) args.push("-t", titles.map(escaped).join("|"))
  const script = path.join(dir, "node_modules/jest/bin/jest.js")
  const said = await run(process.execPath, [script, ...args], { cwd: dir, env, timeout: LIMIT_MS }).then(
    () => "",
    (error) => error.output ?? error.message // the report says what failed
  )
  return fs.existsSync(report) ? read(JSON.parse(fs.readFileSync(report, "utf8"))) : nothing(said)
}

const nothing = (error) => ({ passed: [], failed: [], messages: [], error })

function read({ testResults, numRuntimeErrorTestSuites }) {
  if (numRuntimeErrorTestSuites > 0) return nothing(`the spec could not run: ${testResults[0]?.message}`)
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const named = (wanted) => tests.filter(({ status }) => status === wanted).map(({ fullName }) => fullName)
  const messages = tests.flatMap(({ failureMessages }) => failureMessages ?? [])
  const [passed, failed] = [named("passed"), named("failed")]
  const unread = messages.find((message) => NOT_LOADED.test(message))
  const error = unread ?? (passed.length + failed.length === 0 ? "no test has that title" : null)
  return { passed, failed, messages, error }
}
