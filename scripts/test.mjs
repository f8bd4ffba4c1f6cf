// npm test [lint types unit http browser heavy pack] [file] [jest arguments]
// Needs nothing but Node at the start. `--full` is `npm run test:all`: full numbers, and the packed store.
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { root } from "./lib/paths.mjs"
import { npm, run } from "./lib/run.mjs"
import { onStop } from "./lib/stop-signals.mjs"
import { CHECKS } from "./test/checks.mjs"
import { findExtras } from "./test/extras.mjs"
import { jest } from "./test/jest.mjs"
import { INTEGRATION, planOf } from "./test/plan.mjs"
import { pool } from "./test/pool.mjs"
import { lastLine, rowsOf, slowest, sum, table } from "./test/table.mjs"

const { tier, kinds, jestArgs, whole } = planOf(process.argv.slice(2))
const failures = []
const rows = []
const results = []

/** A check counts as one test, so that the last line counts it. */
async function check(name, program, args) {
  const began = Date.now()
  const failed = await run(program, args).then(
    () => 0,
    (error) => {
      console.log(error.output ?? error.message)
      failures.push(name)
      return 1
    }
  )
  const ms = Date.now() - began
  console.log(`${failed ? colour.red("✗") : colour.green("✓")} ${name} ${colour.dim(`${(ms / 1000).toFixed(1)} s`)}`)
  rows.push({ suite: name, passed: 1 - failed, failed, skipped: 0, ms })
}

async function tests(type, options) {
  const began = Date.now()
  const { isFine, testResults } = await jest(type, { args: jestArgs, whole, ...options })
  const found = rowsOf(testResults)
  // Without a failed test, jest itself failed: its globalSetup, or the whole program.
  if (!isFine && !sum(found).failed)
    found.push({ suite: `jest ${type}`, passed: 0, failed: 1, skipped: 0, ms: Date.now() - began })
  for (const { suite, failed } of found) if (failed) failures.push(suite)
  rows.push(...found)
  results.push(...testResults)
}

async function main() {
  onStop() // jest and the checks end with us
  await install()
  const { env, missing } = findExtras()
  const checks = CHECKS.filter(({ kind }) => kinds.includes(kind))
  const tasks = checks.map(
    ({ name, args }) =>
      () =>
        check(name, process.execPath, args)
  )
  // Beside the checks one worker fills its core; alone the unit tests take both.
  if (kinds.includes("unit")) tasks.unshift(() => tests("unit", { workers: checks.length ? 1 : 2 }))
  await pool(2, tasks)
  const integration = INTEGRATION.filter((kind) => kinds.includes(kind))
  if (integration.length)
    await tests("integration", { env: { ...env, QPAY_TEST_TIER: tier, QPAY_TEST_KINDS: integration.join(",") } })
  if (kinds.includes("pack")) await check("pack", ...npm("run", "--silent", "test:pack"))
  report(integration, missing)
}

function report(integration, missing) {
  const longer = "long tests, and those that repeat others: only in test:all"
  const isShort = tier === "quick" && whole
  const why = isShort
    ? { heavy: [longer], browser: ["admin.spec.ts, element.spec.ts and some sizes: only in test:all"] }
    : {}
  const total = sum(rows)
  if (!total.passed && !total.failed) failures.push("no test ran")
  console.log(`\n${table(rows, why).join("\n")}`)
  if (tier === "quick" && !jestArgs.length) console.log("pack: only in test:all")
  for (const line of missing) console.log(colour.yellow(line))
  if (results.length) console.log(`\nSlowest\n${slowest(results, root).join("\n")}`)
  if (failures.length) console.log(colour.red(`\nFailed: ${failures.join(", ")}`))
  console.log(lastLine(total))
  process.exitCode = failures.length ? 1 : 0
}

main().catch((error) => {
  console.error(colour.red(error.message))
  if (error.output) console.error(error.output)
  process.exitCode = 1
})
