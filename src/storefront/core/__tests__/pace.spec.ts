import { INITIAL, reduce } from "../machine"
import { type Moment, PACE, pollDelay, streamDelay, watchingOf } from "../pace"
import type { PaymentStatus } from "../contract"
import { bare } from "./fixtures"

const moment: Moment = {
  watching: "close",
  live: false,
  hidden: false,
  failing: false,
  incomplete: false,
  idle: 0,
  sinceMs: 0,
  remainingMs: null,
  retryAfterMs: 0,
}

test.each<[string, Partial<Moment>, number | null]>([
  ["someone waits", { idle: 9 }, 2000],
  ["someone waits, and the last answer is a while ago", { sinceMs: 1500 }, 500],
  ["overdue", { sinceMs: 5000 }, 0],
  ["hidden", { hidden: true }, 2000],
  ["hidden for longer", { hidden: true, idle: 2 }, 8000],
  ["hidden for long", { hidden: true, idle: 40 }, 30_000],
  ["failing", { failing: true, idle: 1 }, 4000],
  ["failing for long", { failing: true, idle: 40 }, 30_000],
  ["the server wants a pause", { failing: true, retryAfterMs: 12_000 }, 12_000],
  ["a live stream", { live: true }, null],
  ["a live stream, and the time will be up", { live: true, remainingMs: 5000 }, 5300],
  ["a live stream, and the time is up", { live: true, remainingMs: 0, idle: 1 }, 4000],
  ["a live stream that brought no QR", { live: true, incomplete: true }, 2000],
  ["a live stream of a server that cannot be asked", { live: true, failing: true }, 2000],
  ["expired", { watching: "slow" }, 15_000],
  ["expired for long", { watching: "slow", idle: 9 }, 60_000],
  ["over", { watching: "over" }, null],
])("asks again: %s", (_, changes, delay) => {
  expect(pollDelay({ ...moment, ...changes }, PACE)).toBe(delay)
})

test("the stream is tried again later each time, not by all pages at once", () => {
  expect(streamDelay(0, 0, 1, PACE)).toBe(2000)
  expect(streamDelay(0, 0, 0, PACE)).toBe(1000)
  expect(streamDelay(3, 0, 1, PACE)).toBe(16_000)
  expect(streamDelay(50, 0, 1, PACE)).toBe(60_000)
  expect(streamDelay(0, 90_000, 1, PACE)).toBe(90_000)
})

test.each<[PaymentStatus["status"], string]>([
  ["pending", "close"],
  ["paid", "close"],
  ["expired", "slow"],
  ["canceled", "slow"],
  ["attention", "slow"],
  ["order_placed", "over"],
  ["refunded", "over"],
])("%s is watched: %s", (status, watching) => {
  const event = { type: "answer", status: bare({ status }), fresh: true, renewed: false, at: 0 } as const
  const state = reduce(INITIAL, event)
  expect(watchingOf(state)).toBe(watching)
  expect(watchingOf(reduce(state, { type: "renew" }))).toBe("close")
})

test("a payment that the server does not show is asked for no more, one it has shown slowly", () => {
  const refused = { type: "refused", error: { http: 404, code: null, message: "", mn: null, en: null } } as const
  expect(watchingOf(reduce(INITIAL, refused))).toBe("over")
  const known = reduce(INITIAL, { type: "answer", status: bare(), fresh: true, renewed: false, at: 0 })
  expect(watchingOf(reduce(known, refused))).toBe("slow")
})
