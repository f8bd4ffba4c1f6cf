import path from "node:path"
import { npm, run } from "../lib/run.mjs"

/** What must never travel: tests, demo scripts, sources, a whole dashboard. */
const UNWANTED = [/__tests__/, /src\/scripts\//, /\.tsx?$/, /src\/admin\/admin\//, /medusa-config/, /\.env/]
const isDeclaration = (file) => file.endsWith(".d.ts")

export async function pack(dir, note) {
  const said = await run(...npm("pack", "--json", "--pack-destination", dir))
  const [{ filename, size, files }] = JSON.parse(said.slice(said.search(/^\[$/m))) // prepack speaks first
  const wrong = files
    .map((file) => file.path)
    .filter((file) => UNWANTED.some((pattern) => pattern.test(file)) && !isDeclaration(file))
  if (wrong.length) throw new Error(`these files do not belong into the package:\n${wrong.join("\n")}`)
  note(`${files.length} files, ${Math.round(size / 1024)} kB`)
  return path.join(dir, filename)
}
