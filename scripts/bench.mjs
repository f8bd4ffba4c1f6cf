// npm run bench [-- sse …] [-- --quick]      figures: callback checkouts reconcile memory sse admin
// What QPay costs beside Medusa's own manual provider, measured in one run on one server, turn by turn.
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { onStop } from "./lib/stop-signals.mjs"
import { stopAfterRun } from "./postgres/test-run.mjs"

const FIGURES = ["callback", "checkouts", "reconcile", "memory", "sse", "admin"]

let store
const { stop, isStopping } = onStop(async () => {
  await store?.close()
  stopAfterRun()
})

function fail(error) {
  if (isStopping()) return
  console.error(`\n${colour.red(error.message ?? error)}`)
  if (error.output) console.error(error.output)
  return stop(1)
}

function readArguments(args) {
  // `--only a,b` was the first spelling.
  const names = args.filter((arg) => !arg.startsWith("--")).flatMap((arg) => arg.split(","))
  const unknown = names.filter((name) => !FIGURES.includes(name))
  if (unknown.length) throw new Error(`the figures are ${FIGURES.join(", ")}; not "${unknown.join(", ")}"`)
  const only = names.length ? FIGURES.filter((name) => names.includes(name)) : FIGURES
  return { only, quick: args.includes("--quick") }
}

async function main() {
  const { only, quick } = readArguments(process.argv.slice(2))
  await install()
  // Only now: what these need is there.
  const { describeMachine, write } = await import("./bench/report.mjs")
  const { show } = await import("./bench/table.mjs")
  const { openStore } = await import("./bench/store.mjs")
  const machine = describeMachine()

  store = await openStore({ onDeath: fail })
  const figures = []
  for (const name of only) {
    const { measure } = await import(`./bench/${name}.mjs`)
    const figure = { name, ...(await measure(store, { quick })) }
    show(figure)
    figures.push(figure)
  }
  write({ ...machine, quick, figures })
  await stop(0)
}

main().catch(fail)
