import fs from "node:fs"
import path from "node:path"
import { transformSync } from "@swc/core"
import { AREAS, mutate, type Mutation } from ".."

const ROOT = path.resolve(__dirname, "../../..")
const MUTATIONS = Object.values(AREAS).flat()
const AT_LEAST = { settlement: 10, ledger: 6, provider: 5, client: 5, endpoints: 4 }
/** These run for minutes, or are too random to tell one fault. */
const HEAVY = /chaos|model|hostile|two-servers|crash|browser/

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8")
const parse = (text: string) => transformSync(text, { jsc: { parser: { syntax: "typescript" } } })

describe("the list of mutations", () => {
  it("has enough of them in each area, each under a name of its own", () => {
    for (const [area, least] of Object.entries(AT_LEAST)) expect(AREAS[area]!.length).toBeGreaterThanOrEqual(least)
    const names = MUTATIONS.map(({ name }) => name)
    expect(names.length).toBeGreaterThanOrEqual(30)
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
    "%s: fits its file, which still compiles, and names a light spec",
    (_name, mutation: Mutation) => {
      const text = read(mutation.file)
      const changed = mutate(text, mutation)
      expect(changed).not.toBe(text)
      expect(() => parse(changed)).not.toThrow()
      expect(mutation.file).toMatch(/^src\/(?!.*__tests__)/)
      expect(mutation.spec).toMatch(/\.spec\.ts$/)
      expect(mutation.spec).not.toMatch(HEAVY)
      expect(read(mutation.spec)).not.toBe("")
    }
  )

  it("is refused where its text is not in the file exactly once", () => {
    const mutation = { ...MUTATIONS[0]!, file: "a.ts", search: "b", replace: "$&" }
    expect(() => mutate("aa", mutation)).toThrow("a.ts contains the text to replace 0 times")
    expect(() => mutate("abab", mutation)).toThrow("2 times")
    expect(mutate("abc", mutation)).toBe("a$&c")
  })
})
