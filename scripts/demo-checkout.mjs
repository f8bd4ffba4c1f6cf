// npm run demo:checkout
// One whole purchase in the demo store, step by step with times. Starts a store of its own when none is running.
import { readOrder } from "./checkout/order.mjs"
import { purchase } from "./checkout/purchase.mjs"
import { complaints } from "./checkout/verdict.mjs"
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { onStop } from "./lib/stop-signals.mjs"
import { startDemo } from "./start/demo.mjs"
import { runningDemo, stopLeftovers } from "./start/state.mjs"

const resources = []
const { stop, isStopping } = onStop(async () => {
  for (const resource of resources.reverse()) await resource.close()
})

function fail(error) {
  if (isStopping()) return
  console.error(`\n${colour.red(error.message ?? error)}`)
  if (error.output) console.error(error.output)
  return stop(1)
}

const row = (name, text) => console.log(`  ${name.padEnd(26)}${text}`)

async function timed(name, work) {
  const began = performance.now()
  const result = await work()
  row(name, `${Math.round(performance.now() - began)} ms`.padStart(8))
  return result
}

async function ownStore() {
  await install()
  await stopLeftovers()
  return startDemo({ admin: false, shop: false, resources, onDeath: fail })
}

async function main() {
  const demo = runningDemo() ?? (await ownStore())
  if (!demo.ready) throw new Error("the demo is still starting: try again in a moment")
  if (!demo.simulator_url) throw new Error("the running demo uses the real QPay: only a person can pay there")

  console.log(`\nA purchase at ${demo.medusa_url}`)
  const bought = await purchase(demo, timed)
  row("Payment to order", `${bought.toOrderMs} ms`.padStart(8))

  console.log("\nCalls to QPay")
  for (const call of bought.calls) row(call.endpoint, `${call.method} ${call.path} ${colour.dim(String(call.status))}`)

  const order = await readOrder(demo, bought.status.order_id)
  console.log(
    `\nOrder #${order.number}: ${order.status}, ₮${order.captured.toLocaleString("en-US")} of ₮${order.total.toLocaleString("en-US")}\n`
  )

  const found = complaints({ ...bought, order })
  for (const line of found) console.error(colour.red(line))
  await stop(found.length ? 1 : 0)
}

main().catch(fail)
