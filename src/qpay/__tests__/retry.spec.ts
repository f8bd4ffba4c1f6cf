import { QPayError } from "../errors"
import { parseRetryAfter, withRetries } from "../retry"
import { errorOf } from "./test-server"

const now = Date.parse("2026-11-20T10:00:00Z")

it.each([
  ["7", 7_000],
  [" 0 ", 0],
  ["Fri, 20 Nov 2026 10:00:30 GMT", 30_000],
  ["Fri, 20 Nov 2026 09:00:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
  [undefined, undefined],
])("reads Retry-After %p as %p ms", (header, ms) => {
  expect(parseRetryAfter(header, now)).toBe(ms)
})

describe("withRetries", () => {
  const fail = (details: object) => new QPayError({ code: "X", message: "m", endpoint: "e", ...details })
  const run = async (attempts: number, error: Error, random = () => 1) => {
    const slept: number[] = []
    let tries = 0
    const clock = { now: () => now, random, sleep: async (ms: number) => void slept.push(ms) }
    await errorOf(
      withRetries(attempts, clock, async () => {
        tries += 1
        throw error
      })
    )
    return { tries, slept }
  }

  it("backs off exponentially up to a cap, with half of it left to chance", async () => {
    expect((await run(7, fail({ retryable: true }))).slept).toEqual([300, 600, 1200, 2400, 4800, 5000])
    expect((await run(3, fail({ retryable: true }), () => 0)).slept).toEqual([150, 300])
  })

  it("waits as long as QPay asked, up to ten seconds", async () => {
    expect((await run(2, fail({ retryable: true, retryAfterMs: 1500 }))).slept).toEqual([1500])
    expect((await run(2, fail({ retryable: true, retryAfterMs: 3_600_000 }))).slept).toEqual([10_000])
  })

  it("does not repeat what will not change, foreign errors, or more often than told", async () => {
    expect((await run(3, fail({}))).tries).toBe(1)
    expect((await run(3, new Error("bug"))).tries).toBe(1)
    expect((await run(1, fail({ retryable: true }))).tries).toBe(1)
    expect((await run(NaN, fail({ retryable: true }))).tries).toBe(1)
  })
})
