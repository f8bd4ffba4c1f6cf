import crypto from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"

function filesUnder(place) {
  const full = path.join(root, place)
  if (!fs.existsSync(full)) return []
  if (!fs.statSync(full).isDirectory()) return [place]
  const names = fs.readdirSync(full).sort()
  return names.flatMap((name) => filesUnder(path.join(place, name)))
}

/** One hash over the content of files and folders of the repo: the same hash means nothing to do again. */
export function hashOf(...places) {
  const hash = crypto.createHash("sha256")
  for (const file of places.flatMap(filesUnder)) {
    hash.update(`${file}\0`)
    hash.update(fs.readFileSync(path.join(root, file)))
  }
  return hash.digest("hex").slice(0, 20)
}
