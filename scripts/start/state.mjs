// What the running demo is: for the other scripts, and for the next start after a crash.
import fs from "node:fs"
import { stopGroups } from "../lib/children.mjs"
import { demoDir, root, stateFile } from "../lib/paths.mjs"
import { commandOf } from "../lib/process.mjs"

export function readState() {
  try {
    return JSON.parse(fs.readFileSync(stateFile, "utf8"))
  } catch {
    return null
  }
}

export function writeState(state) {
  fs.mkdirSync(demoDir, { recursive: true })
  fs.writeFileSync(stateFile, JSON.stringify(state, null, 2), { mode: 0o600 })
}

export const removeState = () => fs.rmSync(stateFile, { force: true })

export function runningDemo() {
  const state = readState()
  // The number of a process alone proves nothing: after a reboot it belongs to something else.
  return state && commandOf(state.pid).includes(state.script) ? state : null
}

/** Children of a demo that was killed so hard that it could not stop them. */
export async function stopLeftovers() {
  const state = readState()
  if (!state || runningDemo()) return
  await stopGroups((state.children ?? []).filter((pid) => commandOf(pid).includes(root)))
  removeState()
}
