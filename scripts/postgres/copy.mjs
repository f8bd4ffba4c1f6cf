// A stopped server's data folder under another name.
import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { server } from "./server.mjs"

/** Copies without reading where the file system can share blocks. A half-made copy never has the target's name. */
export function copyServer(from, to) {
  const source = server(from)
  const half = server(`making-${process.pid}-${to}`)
  fs.rmSync(half.dir, { recursive: true, force: true })
  fs.mkdirSync(half.dir, { mode: 0o700 })
  for (const place of ["data", "password"]) {
    // Without a filter, newer Node versions copy natively and ignore `mode` and the permissions of folders.
    const options = { recursive: true, mode: fs.constants.COPYFILE_FICLONE, filter: () => true }
    fs.cpSync(path.join(source.dir, place), path.join(half.dir, place), options)
  }
  fs.chmodSync(path.join(half.dir, "data"), 0o700) // PostgreSQL refuses any other
  const { uid, gid } = source.user
  if (uid) spawnSync("chown", ["-R", `${uid}:${gid}`, half.dir])
  renameServer(half.name, to)
}

/** @returns false when there is a server of that name already */
export function renameServer(from, to) {
  try {
    fs.renameSync(server(from).dir, server(to).dir)
    return true
  } catch (error) {
    if (!server(to).exists()) throw error
    fs.rmSync(server(from).dir, { recursive: true, force: true })
    return false
  }
}
