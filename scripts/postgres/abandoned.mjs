import fs from "node:fs"
import { commandOf } from "../lib/process.mjs"
import { locate } from "./binaries.mjs"
import { reset } from "./server.mjs"

/** Removes servers of commands that were killed before they could clean up. Their names carry the process id. */
export function removeAbandoned() {
  const { home } = locate()
  if (!fs.existsSync(home)) return
  for (const name of fs.readdirSync(home)) {
    const [, pid] = name.match(/^(?:test|making)-(\d+)/) ?? []
    if (pid && !commandOf(pid)) reset(name)
  }
}
