import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** The package's version. Source and build lie at different depths, so the nearest package.json upwards is read. */
export function packageVersion(from = __dirname): string {
  const file = join(from, "package.json")
  if (existsSync(file)) {
    return String(JSON.parse(readFileSync(file, "utf8")).version)
  }
  const parent = dirname(from)
  return parent === from ? "unknown" : packageVersion(parent)
}
