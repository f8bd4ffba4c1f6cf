import { removeAbandoned } from "./abandoned.mjs"
import { reset, start } from "./server.mjs"
import { copyTemplate } from "./template.mjs"

const nameOf = (pid) => `test-${pid}`

/** A server of the run's own with the template in it. */
export async function startForRun(pid = process.pid) {
  removeAbandoned()
  reset(nameOf(pid)) // of an earlier process with the same id
  await copyTemplate(nameOf(pid))
  return start(nameOf(pid))
}

export function stopAfterRun(pid = process.pid) {
  reset(nameOf(pid))
}
