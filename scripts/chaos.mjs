// npm run chaos -- [--payments 100] [--seed N] [--servers 1|2] [--kill]
// Many shoppers, a QPay that fails, servers that die. Then three books are compared to the tugrik: QPay's, Medusa's and
// the ledger's. Ends with 0 when no money is lost, nothing is doubled and no order is without money.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { readOptions } from "./chaos/options.mjs"
import { buildWorld, findRedis } from "./chaos/world.mjs"
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { onStop } from "./lib/stop-signals.mjs"

const resources = []
let keepLogs = false

const { stop, isStopping } = onStop(async () => {
  for (const resource of resources.reverse()) await resource.close()
})

function fail(error) {
  if (isStopping()) return
  console.error(`\n${colour.red(error.message ?? error)}`)
  if (error.output) console.error(error.output)
  keepLogs = true
  return stop(1)
}

function makeFolder() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-chaos-"))
  resources.push({
    close: () => (keepLogs ? console.log(`Logs: ${dir}`) : fs.rmSync(dir, { recursive: true, force: true })),
  })
  return dir
}

/** Whatever hangs, the run ends: generous on a slow machine, minutes rather than hours. */
function lightFuse({ payments }) {
  const minutes = 8 + Math.ceil(payments / 30)
  setTimeout(() => fail(new Error(`the run was not over after ${minutes} minutes`)), minutes * 60_000).unref()
}

async function main() {
  const options = readOptions(process.argv.slice(2))
  const redis = findRedis(options.servers)
  await install()
  // Not at the top: this file is read before node_modules exists.
  const { tsImport } = await import("tsx/esm/api")
  const { Dice, run } = await tsImport("../integration-tests/chaos/index.ts", import.meta.url)
  lightFuse(options)
  const dir = makeFolder()
  const balancing = new Dice(options.seed)
  const choose = (list) => balancing.pick(list)
  const world = await buildWorld(options, { dir, redis, choose, resources, onDeath: fail })
  const clean = await run(world, options, console.log)
  keepLogs = !clean
  await stop(clean ? 0 : 1)
}

main().catch(fail)
