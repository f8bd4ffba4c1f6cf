// npm start [-- --reset] [--no-admin]
// A whole shop that takes QPay, on this machine alone: database, store, admin, demo shop and a QPay to pay at.
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { onStop } from "./lib/stop-signals.mjs"
import { reset } from "./postgres/server.mjs"
import { startDemo } from "./start/demo.mjs"
import { runningDemo, stopLeftovers } from "./start/state.mjs"
import { summary } from "./start/summary.mjs"

const options = new Set(process.argv.slice(2))
const resources = []

const { stop, isStopping } = onStop(async () => {
  if (resources.length === 0) return
  for (const resource of resources.reverse()) await resource.close()
  console.log("\nStopped. What was sold is kept: npm start goes on from there, npm start -- --reset begins anew.")
})

function fail(error) {
  if (isStopping()) return
  console.error(`\n${colour.red(error.message ?? error)}`)
  if (error.output) console.error(error.output)
  return stop(1)
}

async function main() {
  const began = Date.now()
  const already = runningDemo()
  if (already)
    throw new Error(
      `The demo runs already: ${already.shop_url} (process ${already.pid}). Ctrl-C in its terminal stops it.`
    )
  await install()
  await stopLeftovers()
  if (options.has("--reset")) {
    if (process.env.DATABASE_URL) throw new Error("--reset empties only the demo's own PostgreSQL: unset DATABASE_URL")
    reset("demo")
  }
  const state = await startDemo({ admin: !options.has("--no-admin"), resources, onDeath: fail })
  summary(state, (Date.now() - began) / 1000)
}

main().catch(fail)
