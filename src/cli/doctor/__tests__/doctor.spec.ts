import type { Diagnosis } from "../../../diagnostics/types"
import { judgeBootFailure } from "../boot-failure"
import { table } from "../table"

const line = (check: string, state: Diagnosis["state"], more: Partial<Diagnosis> = {}): Diagnosis => ({
  check,
  provider_id: null,
  state,
  found: `found ${check}`,
  fix: null,
  mn: { found: `${check} олдсон`, fix: null },
  ...more,
})
const report = (...checks: Diagnosis[]) => ({ healthy: true, checks, took_ms: 1234 })

describe("the table", () => {
  it("marks each state, and puts the fix below its line", () => {
    const text = table(
      report(
        line("database", "ok"),
        line("region", "failed", { provider_id: "pp_qpay_qpay", fix: "enable it" }),
        line("clock", "warning", { fix: "use NTP" }),
        line("invoice_code", "skipped")
      )
    )
    expect(text).toEqual([
      "  ✓ database               found database",
      "  ✗ region (pp_qpay_qpay)  found region",
      "                           → enable it",
      "  ! clock                  found clock",
      "                           → use NTP",
      "  – invoice_code           found invoice_code",
      "",
      "1 failed, 1 warning. 4 checks in 1.2 s.",
    ])
  })

  it("ends with the sum", () => {
    expect(table(report(line("a", "ok"))).at(-1)).toBe("Healthy. 1 check in 1.2 s.")
    expect(table(report(line("a", "warning"), line("b", "warning"))).at(-1)).toContain("Healthy, with 2 warnings")
  })
})

describe("a store that does not start", () => {
  it("options: lists them all, and nothing of the stack", () => {
    const text =
      "Loaders for module payment failed: QPay payment provider: 2 option(s) to fix\n  - username is missing\n  - password is missing\n    at Object.resolveOptions (/store/x.js:1:1)"
    expect(judgeBootFailure(text, [])).toEqual({
      check: "options",
      provider_id: null,
      state: "failed",
      found: "QPay payment provider: 2 option(s) to fix\n  - username is missing\n  - password is missing",
      fix: expect.stringContaining("medusa-config"),
      mn: { found: expect.stringContaining("username is missing"), fix: expect.stringContaining("medusa-config") },
    })
  })

  it.each([
    "Failed to connect to the database: connect ECONNREFUSED 127.0.0.1:5432",
    'password authentication failed for user "medusa"',
    'database "medusa" does not exist',
  ])("database: %s", (text) => {
    expect(judgeBootFailure(text, [])).toMatchObject({
      check: "database",
      state: "failed",
      fix: expect.stringContaining("DATABASE_URL"),
    })
  })

  it("anything else, without secrets", () => {
    const line = judgeBootFailure("\nError: cannot read hunter2\n    at x", ["hunter2"])
    expect(line).toMatchObject({ check: "boot", found: "Error: cannot read [redacted]", state: "failed" })
    expect(judgeBootFailure("", []).found).toBe("it said nothing")
  })
})
