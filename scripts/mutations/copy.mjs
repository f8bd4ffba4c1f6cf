// A copy of the repository in a temporary folder, in which a fault can be made without touching the files of the clone.
import { execFileSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { root } from "../lib/paths.mjs"

/** Files that git knows, and new ones that it does not ignore. */
function ownFiles() {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
  const names = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0")
  return names.filter((name) => name && fs.existsSync(path.join(root, name)))
}

export function makeCopy() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-mutations-"))
  fs.chmodSync(dir, 0o711) // PostgreSQL runs as another user if this is root
  for (const name of ownFiles()) fs.cpSync(path.join(root, name), path.join(dir, name))
  fs.symlinkSync(path.join(root, "node_modules"), path.join(dir, "node_modules"), "junction")
  return dir
}

/** Removes all that the copy has written. */
export function removeCopy(dir) {
  fs.rmSync(dir, { recursive: true, force: true })
}
