import { spawnSync } from "node:child_process"
import fs from "node:fs"

/** The command line of a running process, "" when there is none. */
export function commandOf(pid) {
  const id = String(pid).trim()
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ")
  } catch {
    return spawnSync("ps", ["-o", "command=", "-p", id], { encoding: "utf8" }).stdout ?? "" // macOS
  }
}
