import fs from "node:fs"
import { commandOf } from "../lib/process.mjs"
import { locate } from "./binaries.mjs"
import { reset, start } from "./server.mjs"

const PREFIX = "test-"
const nameOf = (pid) => `${PREFIX}${pid}`

/** Servers of runs that were killed before they could clean up. */
function removeAbandoned() {
  const { home } = locate()
  if (!fs.existsSync(home)) return
  for (const name of fs.readdirSync(home)) {
    const pid = name.startsWith(PREFIX) && name.slice(PREFIX.length)
    if (pid && !commandOf(pid)) reset(name)
  }
}

export async function startForRun(pid = process.pid) {
  removeAbandoned()
  return start(nameOf(pid))
}

export function stopAfterRun(pid = process.pid) {
  reset(nameOf(pid))
}
