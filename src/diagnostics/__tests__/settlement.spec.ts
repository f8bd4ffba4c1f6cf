import type { Vitals } from "../../modules/qpay/ledger"
import { judgeHealth } from "../health"
import { judgeAttention, judgeBacklog, judgeCallbacks, judgeJob } from "../settlement"

const now = new Date("2026-11-21T12:00:00Z")
const well: Vitals = { busy: true, job_age: 30, overdue: 0, unanswered: 0, attention_count: 0, attention_amount: 0 }

describe("job", () => {
  it.each([
    [well, [], "ok"],
    [{ ...well, job_age: 181 }, [], "failed"],
    [{ ...well, job_age: null }, [], "failed"],
    [{ ...well, busy: false, job_age: 86_400 }, [], "ok"],
    [{ ...well, busy: false, job_age: null }, [], "ok"],
    [well, ["pp_qpay_qpay"], "warning"],
    [{ ...well, job_age: 181 }, ["pp_qpay_qpay"], "failed"],
  ])("%j, list never read for %j: %s", (vitals, neverListed, state) => {
    const line = judgeJob(vitals, neverListed)
    expect(line.state).toBe(state)
    if (state === "failed") expect(line.fix).toContain("MEDUSA_WORKER_MODE")
    if (state === "warning") expect(line.fix).toContain("reconcileEverySeconds")
  })
})

it("backlog: names what waits and for how long", () => {
  expect(judgeBacklog({ ...well, overdue: 300, unanswered: 120 }).state).toBe("ok")
  expect(judgeBacklog({ ...well, overdue: 420 })).toMatchObject({
    state: "failed",
    found: "an invoice has been due for 7 minutes",
    fix: expect.stringContaining("log"),
  })
  expect(judgeBacklog({ ...well, unanswered: 121 }).found).toContain("a callback has waited")
})

describe("callbacks", () => {
  const record = { payments: 10, announced: 10, found_first: 9, last_callback_at: new Date(now.getTime() - 90_000) }

  it.each([
    [record, "ok"],
    [{ ...record, announced: 8 }, "ok"],
    [{ ...record, announced: 7 }, "warning"],
    [{ ...record, announced: 0, found_first: 0, last_callback_at: null }, "failed"],
    [{ payments: 0, announced: 0, found_first: 0, last_callback_at: null }, "ok"],
  ])("%j: %s", (facts, state) => {
    const line = judgeCallbacks(facts, now)
    expect(line.state).toBe(state)
    if (state !== "ok") expect(line.fix).toContain("ask QPay")
  })

  it("says when the last one came", () => {
    expect(judgeCallbacks(record, now).found).toContain("the last callback came 1 minute ago")
  })
})

it("attention: counts lines and sums", () => {
  expect(judgeAttention(well).state).toBe("ok")
  expect(judgeAttention({ ...well, attention_count: 2, attention_amount: 17000 })).toMatchObject({
    state: "warning",
    found: "2 open lines, ₮17,000 at stake",
    fix: expect.stringContaining("Medusa admin"),
  })
})

describe("health", () => {
  it.each([
    [well, "ok", { database: "ok", job: "ok", backlog: "ok", attention: "ok" }],
    [null, "down", { database: "down", job: "unknown", backlog: "unknown", attention: "unknown" }],
    [{ ...well, job_age: 200 }, "degraded", { database: "ok", job: "late", backlog: "ok", attention: "ok" }],
    [{ ...well, overdue: 400 }, "degraded", { database: "ok", job: "ok", backlog: "late", attention: "ok" }],
    [{ ...well, unanswered: 400 }, "degraded", { database: "ok", job: "ok", backlog: "late", attention: "ok" }],
    [{ ...well, attention_count: 1 }, "degraded", { database: "ok", job: "ok", backlog: "ok", attention: "open" }],
    [
      { ...well, job_age: 400, overdue: 400 },
      "down",
      { database: "ok", job: "late", backlog: "late", attention: "ok" },
    ],
    [{ ...well, busy: false, job_age: null }, "ok", { database: "ok", job: "ok", backlog: "ok", attention: "ok" }],
  ])("%j: %s", (vitals, status, checks) => {
    expect(judgeHealth(vitals)).toEqual({ status, checks })
  })
})
