import fs from "node:fs"
import path from "node:path"
import { demoDir, root } from "../lib/paths.mjs"

/** Where the demo store runs. */
export const appDir = path.join(demoDir, "app")

const LINKED = ["medusa-config.ts", "package.json", "tsconfig.json", "src", "node_modules"]

/**
 * Medusa serves a built admin only from `public/admin` under the folder it runs in, and a `public` folder in the repo
 * would be copied into the plugin's own package. So the demo runs in a folder of links beside it. As a bonus the
 * developer's .env, with a real merchant in it, is not read there.
 */
export function prepareAppFolder({ admin }) {
  fs.mkdirSync(path.join(appDir, "public"), { recursive: true })
  for (const name of LINKED) link(path.join(root, name), path.join(appDir, name))
  const publicAdmin = path.join(appDir, "public/admin")
  if (admin) link(admin, publicAdmin)
}

function link(target, place) {
  fs.rmSync(place, { force: true, recursive: false })
  fs.symlinkSync(target, place)
}
