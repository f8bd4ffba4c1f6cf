import fs from "node:fs"
import path from "node:path"
import { demoDir, root } from "../lib/paths.mjs"
import { run, typescript } from "../lib/run.mjs"
import { hashOf } from "../lib/stamp.mjs"

export const adminBuild = path.join(root, ".medusa/admin")
const stampFile = path.join(demoDir, "admin-built")

/**
 * Built once rather than served by `medusa develop`: the build costs half a minute one time, the development server
 * ten seconds and half a gigabyte every time, before the first page is there.
 */
export async function buildAdmin(note, env) {
  const stamp = hashOf("package-lock.json", "src/admin", "medusa-config.ts")
  const built = fs.existsSync(path.join(adminBuild, "index.html"))
  if (built && fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp) return note("up to date")
  await run(...typescript("scripts/start/admin-bundle.mjs"), { env })
  fs.mkdirSync(demoDir, { recursive: true })
  fs.writeFileSync(stampFile, stamp)
  note("built")
}
