// npm run test:mutations [-- texts] [--why]
// Makes one fault at a time in a copy of the repository, and runs the spec that must notice it. `texts`: only mutations
// whose area, name, file or spec contains one of them. `--why`: also prints what the spec said.
import fs from "node:fs"
import path from "node:path"
import { tsImport } from "tsx/esm/api"
import { colour } from "./lib/colour.mjs"
import { onStop } from "./lib/stop-signals.mjs"
import { makeCopy, removeCopy } from "./mutations/copy.mjs"
import { runSpec } from "./mutations/run-spec.mjs"
import { removeAbandoned } from "./postgres/abandoned.mjs"
import { locate } from "./postgres/binaries.mjs"

const AT_ONCE = 2

/** The copies use the clone's template of the store. No mutation changes what it holds. */
process.env.QPAY_PG_DIR ??= locate().home

const args = process.argv.slice(2)
const why = args.includes("--why")
const wanted = args.filter((arg) => arg !== "--why").map((arg) => arg.toLowerCase())

const copies = []
const { stop, isStopping } = onStop(() => {
  removeAbandoned() // the servers of runs that were ended
  copies.forEach(removeCopy)
})

/** Each copy takes the next piece of work when it is free. */
async function inCopies(pieces, work) {
  const left = [...pieces]
  await Promise.all(
    copies.map(async (dir) => {
      for (let piece = left.shift(); piece && !isStopping(); piece = left.shift()) await work(dir, piece)
    })
  )
}

const secondsSince = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`

/** Without a fault each spec must pass, or its failure would say nothing. @returns the errors, by spec */
async function runUnchanged(mutations) {
  const errors = new Map()
  await inCopies(new Set(mutations.map(({ spec }) => spec)), async (dir, spec) => {
    const began = Date.now()
    const tests = mutations.filter((mutation) => mutation.spec === spec).map(({ test }) => test)
    const { passed, failed, error } = await runSpec(dir, spec, tests.includes(undefined) ? [] : tests)
    const unmatched = tests.filter((test) => test && !passed.some((name) => name.includes(test)))
    const trouble = error ?? failed[0] ?? unmatched[0]
    if (trouble) errors.set(spec, "its spec fails without a mutation, see above")
    if (isStopping()) return
    console.log(colour.dim(`${trouble ? "FAILED " : "passed "}  ${spec} as it is ${secondsSince(began)}`))
    if (trouble) console.log(trouble)
  })
  return errors
}

/** @returns "noticed", "MISSED" or "broken", and what the spec said */
async function judge(dir, mutation, mutate) {
  const file = path.join(dir, mutation.file)
  const text = fs.readFileSync(file, "utf8")
  try {
    fs.writeFileSync(file, mutate(text, mutation))
    const { failed, messages, error } = await runSpec(dir, mutation.spec, mutation.test ? [mutation.test] : [])
    if (error) return { outcome: "broken", said: error }
    return failed.length > 0 ? { outcome: "noticed", said: messages[0] } : { outcome: "MISSED", said: "" }
  } catch (error) {
    return { outcome: "broken", said: error.message }
  } finally {
    fs.writeFileSync(file, text)
  }
}

const PAINT = { noticed: colour.green, MISSED: colour.red, broken: colour.red }

async function main() {
  const { AREAS, mutate } = await tsImport("../integration-tests/mutations/index.ts", import.meta.url)
  const all = Object.entries(AREAS).flatMap(([area, list]) => list.map((mutation) => ({ area, ...mutation })))
  const isWanted = (mutation) => {
    const about = [mutation.area, mutation.name, mutation.file, mutation.spec].join("\n").toLowerCase()
    return wanted.length === 0 || wanted.some((text) => about.includes(text))
  }
  const mutations = all.filter(isWanted)
  if (mutations.length === 0) throw new Error("no mutation has such a name")
  for (let n = 0; n < Math.min(AT_ONCE, mutations.length); n++) copies.push(makeCopy())

  const errors = await runUnchanged(mutations)
  const count = { noticed: 0, MISSED: 0, broken: 0 }
  await inCopies(mutations, async (dir, mutation) => {
    const began = Date.now()
    const known = errors.get(mutation.spec)
    const { outcome, said } = known ? { outcome: "broken", said: known } : await judge(dir, mutation, mutate)
    if (isStopping()) return
    count[outcome]++
    console.log(
      `${PAINT[outcome](outcome.padEnd(7))}  ${mutation.area}: ${mutation.name} ${colour.dim(secondsSince(began))}`
    )
    if (said && (why || outcome === "broken")) console.log(colour.dim(said))
  })
  if (isStopping()) return
  const missed = count.MISSED + count.broken
  console.log(`\n${count.noticed} noticed, ${missed} missed${count.broken ? ` (${count.broken} broken)` : ""}`)
  console.log(`${count.noticed} passed, ${missed} failed`)
  await stop(missed > 0 ? 1 : 0)
}

main().catch((error) => {
  if (isStopping()) return
  console.error(colour.red(error.message))
  return stop(1)
})
