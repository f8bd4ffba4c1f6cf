import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { colour } from "../lib/colour.mjs"
import { demoDir, root } from "../lib/paths.mjs"

const file = path.join(demoDir, "bench.json")

/** Called before anything is started, so the load is that of others. */
export function describeMachine() {
  const cpus = os.cpus()
  const [load] = os.loadavg()
  if (load > cpus.length / 4) {
    console.log(
      colour.yellow(`Others use this machine (load ${load.toFixed(1)} on ${cpus.length} cores): only ratios count.`)
    )
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(root, "node_modules/@medusajs/medusa/package.json"), "utf8"))
  return {
    at: new Date().toISOString(),
    medusa: version,
    node: process.versions.node,
    machine: `${cpus.length} × ${cpus[0]?.model.trim() ?? "unknown"}`,
    load_before: load,
  }
}

export function write(report) {
  fs.mkdirSync(demoDir, { recursive: true })
  fs.writeFileSync(file, JSON.stringify(report, null, 2))
  console.log(`\nAll figures with their samples: ${path.relative(process.cwd(), file)}`)
}
