import type { Dice } from "./dice"

/** One thing that goes wrong at QPay, as its simulator takes it. */
export type Trouble = { kill_tokens: true } | { on: string; kind: string; times: number; status?: number; ms?: number }

const ON = {
  create: 5,
  check: 7,
  cancel_invoice: 4,
  list: 5,
  token: 2,
  get_payment: 2,
  get_invoice: 2,
  refund: 1,
  "*": 2,
}
const KIND = { status: 5, cut: 3, cut_after: 3, slow: 5, garbage: 1, html: 1, empty_json: 1 }
const STATUS = [500, 500, 502, 503, 504, 429, 401]

/** Bounded: hits one or two calls, then it is over. */
export function drawTrouble(dice: Dice): Trouble {
  if (dice.chance(0.08)) return { kill_tokens: true }
  const on = dice.weighted(ON)
  const kind = dice.weighted(KIND)
  const times = dice.between(1, 2)
  if (kind === "status") return { on, kind, times, status: dice.pick(STATUS) }
  // Once in a while longer than the plugin waits.
  if (kind === "slow") return { on, kind, times: 1, ms: dice.chance(0.1) ? 21_000 : dice.between(500, 6_000) }
  return { on, kind, times }
}
