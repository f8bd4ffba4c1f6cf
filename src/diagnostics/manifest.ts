import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

export interface Manifest {
  version: string
  peerDependencies?: Record<string, string>
}

/** This package's own package.json. Source and build lie at different depths, so the nearest one upwards is read. */
export function ownManifest(from = __dirname): Manifest | null {
  const file = join(from, "package.json")
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"))
  const parent = dirname(from)
  return parent === from ? null : ownManifest(parent)
}

/** The version of a package as a store has it; null when it is not to be found. */
export function installedVersion(name: string, store: string): string | null {
  try {
    return createRequire(join(store, "package.json"))(`${name}/package.json`).version
  } catch {
    return null
  }
}
