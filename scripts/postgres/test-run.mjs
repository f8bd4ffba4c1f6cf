import fs from "node:fs"
import { commandOf } from "../lib/process.mjs"
import { locate } from "./binaries.mjs"
import { reset, start } from "./server.mjs"
import { copyTemplate } from "./template.mjs"

const nameOf = (pid) => `test-${pid}`

/** Servers of runs that were killed before they could clean up. */
function removeAbandoned() {
  const { home } = locate()
  if (!fs.existsSync(home)) return
  for (const name of fs.readdirSync(home)) {
    const [, pid] = name.match(/^(?:test|making)-(\d+)/) ?? []
    if (pid && !commandOf(pid)) reset(name)
  }
}

/** A server of the run's own with the template in it. */
export async function startForRun(pid = process.pid) {
  removeAbandoned()
  await copyTemplate(nameOf(pid))
  return start(nameOf(pid))
}

export function stopAfterRun(pid = process.pid) {
  reset(nameOf(pid))
}
