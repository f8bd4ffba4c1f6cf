import { readFileSync } from "node:fs"
import { sources } from "../../i18n/__tests__/sources"

const CSS = readFileSync(require.resolve("@medusajs/dashboard/css"), "utf8")

/** As it is written in a style sheet. */
const selector = (name: string) => `.${name.replace(/[^a-zA-Z0-9_-]/g, (character) => `\\${character}`)}`

describe("classes", () => {
  // A store's build looks for a plugin's classes only where its package manager lets it find the plugin (pnpm does not).
  it("are the dashboard's own", () => {
    const used = sources().flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/className="([^"]+)"|clx\("([^"]+)"|\? "(opacity[^"]*)"/g)].flatMap(
        ([, plain, merged, chosen]) => (plain ?? merged ?? chosen ?? "").split(/\s+/)
      )
    )
    expect(used.length).toBeGreaterThan(200)
    expect([...new Set(used)].filter((name) => !CSS.includes(selector(name)))).toEqual([])
  })
})
