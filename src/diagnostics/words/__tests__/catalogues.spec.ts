import { mn as admin } from "../../../admin/i18n/mn"
import { WORDS } from ".."
import { type Facts, FACTS } from "./facts"
import { foreignWords } from "./names"

type Said = string | { found: string; fix: string }
type Speaks = Said | ((...facts: Facts) => Said)

/** Every sentence of a catalogue, once for each set of facts that it can be told: where it stands → what it says. */
function sentences(words: Record<string, Record<string, Speaks>>): Map<string, string> {
  const all = new Map<string, string>()
  for (const [check, group] of Object.entries(words)) {
    for (const [name, speaks] of Object.entries(group)) {
      const at = `${check}.${name}`
      const told = typeof speaks === "function" ? (FACTS[at] ?? []) : [[]]
      if (told.length === 0) throw new Error(`facts.ts has no facts for ${at}`)
      told.forEach((facts, turn) => {
        const said = typeof speaks === "function" ? speaks(...facts) : speaks
        for (const [part, text] of Object.entries(typeof said === "string" ? { found: said } : said))
          all.set(`${at} ${part} ${turn}`, text)
      })
    }
  }
  return all
}

const english = sentences(WORDS.en as any)
const mongolian = sentences(WORDS.mn as any)
const pairs = [...english].map(([at, en]) => [at, en, mongolian.get(at) ?? ""] as const)

const factsIn = (text: string) => (text.match(/‹\d›|\d+/g) ?? []).sort()
const codesIn = (text: string) =>
  (text.match(/`[^`]+`|@medusajs[\w/-]+|[A-Z]+_[A-Z_]+|\b\w+Url\b|\/webhooks\/qpay/g) ?? []).sort()

it("says the same things in both languages", () => {
  expect([...mongolian.keys()]).toEqual([...english.keys()])
  expect(english.size).toBeGreaterThan(80)
})

it("knows facts of no sentence that is gone", () => {
  const there = new Set([...english.keys()].map((at) => at.split(" ")[0]))
  expect(Object.keys(FACTS).filter((at) => !there.has(at))).toEqual([])
})

describe.each(pairs)("%s", (_at, en, mn) => {
  it("is Mongolian where it should be, and only there", () => {
    expect(en).not.toMatch(/\p{Script=Cyrillic}/u)
    expect(mn).toMatch(/\p{Script=Cyrillic}/u)
    expect(foreignWords(mn)).toEqual([])
  })

  it("has the same facts, variables, commands and packages in both", () => {
    expect(factsIn(mn)).toEqual(factsIn(en))
    expect(codesIn(mn)).toEqual(codesIn(en))
  })
})

it("calls other checks what Medusa admin calls them", () => {
  const named = [...mongolian.values()].flatMap((text) => [...text.matchAll(/"([^"]+)" шалгалт/g)])
  expect(named.length).toBeGreaterThan(3)
  for (const [, name] of named) expect(Object.values(admin.checks)).toContain(name)
})
