import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { grouped, ignored } from "../choice"

const KINDS = ["http", "browser", "heavy"]
const leavesOut = (file: string, choice: Parameters<typeof ignored>[0]) =>
  ignored(choice).some((pattern: string) => new RegExp(pattern).test(`/repo/integration-tests/${file}`))

describe("the choice of integration specs", () => {
  const whole = { whole: true, tier: "quick", kinds: KINDS, grouped: ["http/staff.spec.ts"] }

  it.each([
    ["http/staff.spec.ts", true],
    ["http/money.spec.ts", false],
    ["groups/first.spec.ts", false],
    ["browser/admin.spec.ts", true],
    ["browser/element.spec.ts", true],
    ["browser/pay-page.spec.ts", false],
    ["model.spec.ts", false],
  ])("the whole quick tier leaves out %s: %s", (file, isOut) => expect(leavesOut(file, whole)).toBe(isOut))

  it("the full tier has every browser spec", () =>
    expect(leavesOut("browser/admin.spec.ts", { ...whole, tier: "full" })).toBe(false))

  it("one kind leaves out the others", () => {
    const heavy = { ...whole, kinds: ["heavy"] }
    expect(KINDS.map((kind) => leavesOut(`${kind}/x.spec.ts`, heavy))).toEqual([true, true, false])
    expect(leavesOut("groups/first.spec.ts", heavy)).toBe(true)
    expect(leavesOut("model.spec.ts", heavy)).toBe(false)
  })

  it("a named file runs outside its group", () => {
    const named = { ...whole, whole: false }
    expect(leavesOut("http/staff.spec.ts", named)).toBe(false)
    expect(leavesOut("groups/first.spec.ts", named)).toBe(true)
  })

  it("reads the import lines of the groups, and needs no folder", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-groups-"))
    fs.writeFileSync(path.join(folder, "a.spec.ts"), 'import "../http/staff.spec"\nimport "../http/money.spec"\n')
    expect(grouped(folder)).toEqual(["http/staff.spec.ts", "http/money.spec.ts"])
    fs.rmSync(folder, { recursive: true })
    expect(grouped(folder)).toEqual([])
  })
})
