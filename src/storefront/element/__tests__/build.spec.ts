import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"

const root = path.resolve(__dirname, "../../../..")

describe("the bundles", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "storefront-"))
  const print = execFileSync(process.execPath, [path.join(root, "scripts/build-storefront.mjs"), folder], {
    encoding: "utf8",
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test("fit: the core in 4 kB, the element in 25 kB", () => {
    expect(print).toMatch(/^core\.mjs +[\d.]+ kB gzip of 4 kB$/m)
    expect(print).toMatch(/^element\.mjs +[\d.]+ kB gzip of 25 kB$/m)
  })

  test("bring everything but React", () => {
    const imports = (name: string) =>
      [...readFileSync(path.join(folder, `${name}.mjs`), "utf8").matchAll(/(?:^|;)import[^"']*["']([^"']+)["']/g)].map(
        ([, from]) => from
      )
    expect(imports("core")).toEqual([])
    expect(imports("element")).toEqual([])
    expect(new Set(imports("react"))).toEqual(new Set(["react"]))
    expect(readFileSync(path.join(folder, "react.mjs"), "utf8")).toMatch(/^"use client";/)
  })

  test("can be imported on a server", () => {
    const script = `import(${JSON.stringify(path.join(folder, "element.mjs"))}).then((m) => console.log(Object.keys(m).sort().join()))`
    expect(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim()).toBe(
      "QPayCheckoutElement,defineQPayCheckout"
    )
  })
})
