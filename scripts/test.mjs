// npm test [unit|integration] [jest arguments]
// Lint, types, unit tests, integration tests: named, timed, added up. Needs nothing but Node at the start.
import path from "node:path"
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { root } from "./lib/paths.mjs"
import { npm, run } from "./lib/run.mjs"
import { step } from "./lib/steps.mjs"
import { findExtras } from "./test/extras.mjs"
import { add, jest, NONE, withSecondLook } from "./test/jest.mjs"

const KINDS = ["unit", "integration"]
const [first, ...rest] = process.argv.slice(2)
const only = KINDS.includes(first) ? first : undefined
const jestArgs = only ? rest : process.argv.slice(2)

const failures = []
const unsteady = []
let total = NONE

async function check(name, script) {
  try {
    await step(name, () => run(...npm("run", "--silent", script)))
  } catch (error) {
    failures.push(name)
    console.log(error.output ?? error.message)
  }
}

async function tests(type, env) {
  console.log(`\n${colour.bold(type)}`)
  const began = Date.now()
  const first = await jest(type, { args: jestArgs, env })
  const isWhole = type === "integration" && !jestArgs.length
  const looked = isWhole
    ? await withSecondLook(first, (alone) => runAlone(type, env, alone))
    : { counts: first, unsteady: [] }
  const { counts } = looked
  unsteady.push(...looked.unsteady)
  total = add(total, counts)
  const text = `${type}: ${counts.passed} passed, ${counts.failed} failed`
  if (counts.failed) failures.push(type)
  console.log(`${text} ${colour.dim(`in ${((Date.now() - began) / 1000).toFixed(1)} s`)}`)
}

function runAlone(type, env, alone) {
  console.log(colour.yellow(`\nOnce more, alone: ${names(alone)}`))
  return jest(type, { env, alone })
}

const names = (files) => files.map((file) => path.relative(root, file)).join(", ")

async function main() {
  await install()
  // Who asks for certain tests wants those, not a check of the whole house.
  if (!only && !jestArgs.length) {
    await check("Lint", "lint")
    await check("Types", "typecheck")
  }
  const { env, missing } = findExtras()
  for (const type of only ? [only] : KINDS) await tests(type, env)

  console.log()
  for (const line of missing) console.log(colour.yellow(line))
  if (unsteady.length)
    console.log(colour.yellow(`Unsteady: failed beside other tests, passed alone: ${names(unsteady)}`))
  if (!total.passed && !total.failed) failures.push("no test ran")
  if (failures.length) console.log(colour.red(`Failed: ${failures.join(", ")}`))
  console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}`)
  process.exitCode = failures.length ? 1 : 0
}

main().catch((error) => {
  console.error(colour.red(error.message))
  if (error.output) console.error(error.output)
  process.exitCode = 1
})
