// docs/guarantees.md answers for tests by their names: a quoted sentence there must be the name of one.
import fs from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

const page = path.join(root, "docs/guarantees.md")
/** Shorter quotes are words, not tests. */
const SHORTEST = 30

function specFiles(dir) {
  return fs
    .readdirSync(path.join(root, dir), { recursive: true })
    .filter((name) => name.endsWith(".spec.ts"))
    .map((name) => fs.readFileSync(path.join(root, dir, name), "utf8"))
}

const specs = [...specFiles("integration-tests"), ...specFiles("src")].join("\n")
const text = fs.readFileSync(page, "utf8").replace(/\s+/g, " ")
const names = [...text.matchAll(/"([^"]+)"/g)].map(([, name]) => name).filter((name) => name.length >= SHORTEST)
const missing = names.filter((name) => !specs.includes(`"${name}"`))

for (const name of missing) console.error(`docs/guarantees.md names a test that does not exist: "${name}"`)
if (names.length === 0) console.error("docs/guarantees.md names no test at all")
process.exitCode = missing.length > 0 || names.length === 0 ? 1 : 0
