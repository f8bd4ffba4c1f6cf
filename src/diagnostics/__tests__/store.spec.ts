import { judgeLeftover, judgeModules, judgeRegions, judgeTables, judgeVersion, type ModuleFacts } from "../store"
import type { Sentence } from "../words"

const P = "pp_qpay_qpay"
const region = (currency_code: string, ...providers: string[]) => ({ name: currency_code, currency_code, providers })

describe("region", () => {
  it.each([
    [[region("mnt", P)], [], "ok"],
    [[region("mnt", P), region("usd")], [], "ok"],
    [[region("usd", P)], ["usd"], "ok"],
    [[region("mnt", "pp_system_default")], [], "failed"],
    [[], [], "failed"],
    [[region("usd", P)], [], "failed"],
    [[region("mnt", P), region("eur", P)], ["usd"], "warning"],
  ])("%j with rates for %j: %s", (regions, currencies, state) => {
    const line = judgeRegions(regions, currencies, P)
    expect(line.state).toBe(state)
    expect(line.fix === null).toBe(state === "ok")
  })

  it("an entry that is gone matters where it is still offered", () => {
    expect(judgeLeftover([region("mnt", "pp_qpay_new")], P)).toEqual([])
    expect(judgeLeftover([region("mnt", P)], P)).toEqual([
      expect.objectContaining({ check: "region", state: "failed", fix: expect.stringContaining("Settings → Regions") }),
    ])
  })

  it("names where to enable it", () => {
    expect(judgeRegions([], [], P).fix).toContain("Settings → Regions")
    expect(judgeRegions([region("usd", P)], [], P).fix).toContain("exchangeRates")
  })
})

describe("tables", () => {
  const wanted = { qpay_invoice: ["id", "amount"], qpay_pulse: ["id"] }

  it("finds missing tables and columns", () => {
    expect(judgeTables(wanted, { ...wanted, other: [] }).state).toBe("ok")
    const line = judgeTables(wanted, { qpay_invoice: ["id"] })
    expect(line).toMatchObject({
      state: "failed",
      found: "missing: qpay_invoice.amount, qpay_pulse",
      fix: "run `npx medusa db:migrate`",
    })
  })
})

describe("modules", () => {
  const redis: ModuleFacts = { locking: "redis", event_bus: "redis", workflows: "redis", caching: "redis", several: [] }
  const memory: ModuleFacts = {
    locking: "memory",
    event_bus: "memory",
    workflows: "memory",
    caching: "none",
    several: [],
  }
  const redisUrl: Sentence = (w) => w.modules.redis_url
  const states = (facts: ModuleFacts) => judgeModules(facts).map(({ state }) => state)

  it("lets one server keep everything in its memory", () => {
    expect(states(memory)).toEqual(["ok", "ok", "ok", "ok"])
  })

  it("warns where several servers would, and says how to share", () => {
    const lines = judgeModules({ ...memory, several: [redisUrl] })
    expect(lines.map(({ check, state }) => [check, state])).toEqual([
      ["locking", "warning"],
      ["event_bus", "warning"],
      ["workflows", "warning"],
      ["caching", "warning"],
    ])
    for (const line of lines) {
      expect(line.found).toContain("redisUrl is set")
      expect(line.mn.found).toContain("redisUrl тохируулсан")
      for (const { fix } of [line, line.mn]) expect(fix).toContain("Redis")
    }
    expect(states({ ...redis, several: [(w) => w.modules.production] })).toEqual(["ok", "ok", "ok", "ok"])
  })

  it("warns of locks in PostgreSQL, also with one server", () => {
    expect(judgeModules({ ...redis, locking: "postgres" })[0]).toMatchObject({
      check: "locking",
      state: "warning",
      fix: expect.stringContaining("locking-redis"),
    })
  })

  it("trusts a module that it does not know", () => {
    expect(states({ ...redis, event_bus: "other", several: [redisUrl] })).toEqual(["ok", "ok", "ok", "ok"])
  })
})

describe("version", () => {
  it.each([
    ["2.21.2", "ok"],
    ["2.21.10", "ok"],
    ["2.22.0", "ok"],
    ["2.22.0-rc.1", "ok"],
    ["2.21.1", "warning"],
    ["2.9.9", "warning"],
    ["3.0.0", "warning"],
    ["1.20.0", "warning"],
    ["nonsense", "warning"],
    [null, "skipped"],
  ])("%s: %s", (installed, state) => {
    const line = judgeVersion("^2.21.2", installed)
    expect(line.state).toBe(state)
    if (state === "warning") expect(line.fix).toContain("@medusajs/medusa@^2.21.2")
  })
})
