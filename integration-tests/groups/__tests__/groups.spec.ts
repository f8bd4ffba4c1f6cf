import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"

const HTTP = path.resolve(__dirname, "../../http")
const GROUPS = path.resolve(__dirname, "..")

/** Suites with a Medusa of their own, and why. */
const ALONE = {
  "diagnostics.spec": "has other settings: one account, whose list of payments is read",
  "provider.spec": "boots by Medusa's own test runner, as a merchant's tests do",
}

const specsIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".spec.ts"))
const importsOf = (file: string) =>
  [...readFileSync(path.join(GROUPS, file), "utf8").matchAll(/^import "\.\.\/http\/(.+)"$/gm)].map(([, name]) => name)

describe("groups of suites that share a shop", () => {
  it("every suite over HTTP is in exactly one group, or has a reason to run alone", () => {
    const inGroups = specsIn(GROUPS).flatMap(importsOf)
    const all = specsIn(HTTP).map((name) => name.replace(/\.ts$/, ""))
    expect([...inGroups, ...Object.keys(ALONE)].sort()).toEqual(all.sort())
  })
})
