import type { CheckoutError, PaymentStatus } from "../contract"
import { accepts, type CheckoutEvent, type CheckoutState, INITIAL, reduce, remainingMs } from "../machine"
import { bare, payment } from "./fixtures"

type Status = PaymentStatus["status"]

const answer = (status: PaymentStatus, more: Partial<CheckoutEvent> = {}): CheckoutEvent =>
  ({ type: "answer", status, fresh: true, renewed: false, at: 0, ...more }) as CheckoutEvent
const play = (...events: CheckoutEvent[]): CheckoutState => events.reduce(reduce, INITIAL)
const refusal = (http: number): CheckoutError => ({ http, code: null, message: "no", mn: null, en: null })

describe("the phase", () => {
  test.each<[string, CheckoutEvent[], CheckoutState["phase"]]>([
    ["nothing known", [], "loading"],
    ["no answer", [{ type: "lost" }], "offline"],
    ["no answer but the server's word", [{ type: "lost", error: refusal(500) }], "offline"],
    ["asking for another try while lost", [{ type: "lost", error: refusal(500) }, { type: "renew" }], "loading"],
    ["refused before anything is known", [{ type: "refused", error: refusal(400) }], "unavailable"],
    ["pending", [answer(payment())], "waiting"],
    ["checking", [answer(payment()), { type: "check" }], "checking"],
    ["checked", [answer(payment()), { type: "check" }, { type: "checked", note: "not_yet" }], "waiting"],
    ["lost while waiting", [answer(payment()), { type: "lost" }], "offline"],
    ["found again", [answer(payment()), { type: "lost" }, answer(payment())], "waiting"],
    ["lost after the money came", [answer(bare({ status: "paid" })), { type: "lost" }], "paid"],
    ["unknown to the server", [answer(payment()), { type: "refused", error: refusal(404) }], "unavailable"],
    [
      "unknown to the server after the money came",
      [answer(bare({ status: "paid" })), { type: "refused", error: refusal(404) }],
      "paid",
    ],
    ["lost after it was refused", [{ type: "refused", error: refusal(400) }, { type: "lost" }], "unavailable"],
    ["known again", [{ type: "refused", error: refusal(404) }, answer(payment())], "waiting"],
    ["asking for another try", [{ type: "refused", error: refusal(400) }, { type: "renew" }], "loading"],
    ["expired", [answer(bare({ status: "expired" }))], "expired"],
    ["order placed", [answer(bare({ status: "order_placed", order_id: "order_1" }))], "order_placed"],
  ])("%s", (_, events, phase) => {
    expect(play(...events).phase).toBe(phase)
  })
})

describe("which answer may take the place of which", () => {
  const moves = (fresh: boolean, renewed = false) => {
    const all: Status[] = ["pending", "expired", "canceled", "attention", "paid", "order_placed", "refunded"]
    return all.map((from) => [
      from,
      all.filter((to) => accepts(bare({ status: from }), bare({ status: to }), { fresh, renewed })).join(" "),
    ])
  }
  const money = "attention paid order_placed refunded"

  test("asked later", () => {
    expect(moves(true)).toEqual([
      ["pending", `pending expired canceled ${money}`],
      ["expired", `expired canceled ${money}`],
      ["canceled", `expired canceled ${money}`],
      ["attention", money],
      ["paid", money],
      ["order_placed", "order_placed refunded"],
      ["refunded", "refunded"],
    ])
  })

  test("asked earlier, come late: only as the first to tell of money", () => {
    expect(moves(false)).toEqual([
      ["pending", money],
      ["expired", money],
      ["canceled", money],
      ["attention", ""],
      ["paid", ""],
      ["order_placed", ""],
      ["refunded", ""],
    ])
  })

  test("only the shopper's new QR brings a dead session back", () => {
    expect(moves(true, true)[1]).toEqual(["expired", `pending expired canceled ${money}`])
  })

  test("another session: only when asked later, and never from money to none", () => {
    const other = (status: Status) => bare({ id: "payses_2", status })
    expect(accepts(bare(), other("pending"), { fresh: true, renewed: false })).toBe(true)
    expect(accepts(bare(), other("pending"), { fresh: false, renewed: false })).toBe(false)
    expect(accepts(bare(), other("paid"), { fresh: false, renewed: false })).toBe(false)
    expect(accepts(bare({ status: "paid" }), other("pending"), { fresh: true, renewed: true })).toBe(false)
  })
})

describe("the state", () => {
  test("is the same object until something changed, the server's clock apart", () => {
    const state = play(answer(payment()))
    expect(reduce(state, answer(payment({ server_time: "2026-11-20T06:00:02.000Z" }), { at: 2000 }))).toBe(state)
    expect(reduce(state, answer(payment({ paid_amount: 5 })))).not.toBe(state)
  })

  test("keeps QR and links when an answer leaves them out, and drops them with the wait", () => {
    const state = play(answer(payment()), answer(bare()))
    expect(state.status?.payment).toEqual(payment().payment)
    expect(reduce(state, answer(bare({ status: "paid" }))).status?.payment).toBeNull()
    expect(reduce(state, answer(bare({ id: "payses_2" }))).status?.payment).toBeNull()
  })

  test("does not keep a note over news", () => {
    const state = play(answer(payment()), { type: "check" }, { type: "checked", note: "not_yet" })
    expect(state.note).toBe("not_yet")
    expect(reduce(state, answer(payment())).note).toBe("not_yet")
    expect(reduce(state, answer(bare({ status: "paid" }))).note).toBeNull()
  })

  test("keeps the reason for a refused new QR until there are news", () => {
    const refused = play(
      answer(bare({ status: "expired" })),
      { type: "renew" },
      { type: "refused", error: refusal(400) }
    )
    expect(refused).toMatchObject({ phase: "expired", renewing: false, error: { http: 400 } })
    expect(reduce(refused, answer(bare({ status: "expired" }))).error).not.toBeNull()
    expect(reduce(refused, answer(bare({ status: "paid" }))).error).toBeNull()
  })

  test("keeps what the server said while it is lost, and no longer", () => {
    const lost = play(answer(payment()), { type: "lost", error: refusal(500) })
    expect(lost).toMatchObject({ phase: "offline", connected: false, error: { http: 500 } })
    expect(reduce(lost, { type: "lost" }).error).toBeNull()
    expect(reduce(lost, answer(payment()))).toMatchObject({ phase: "waiting", connected: true, error: null })
  })

  test("waits for the answer to the new QR, not for any", () => {
    const asking = play(answer(bare({ status: "expired" })), { type: "renew" })
    expect(reduce(asking, answer(bare({ status: "expired" }))).renewing).toBe(true)
    expect(reduce(asking, answer(payment({ id: "payses_2" }), { renewed: true }))).toMatchObject({
      renewing: false,
      phase: "waiting",
    })
  })
})

describe("the time that is left", () => {
  test("runs by the server's clock, whatever the shopper's says", () => {
    const state = play(answer(payment(), { at: 50_000 }))
    expect(remainingMs(state, 50_000)).toBe(60 * 60_000)
    expect(remainingMs(state, 51_000)).toBe(60 * 60_000 - 1000)
    expect(remainingMs(state, 50_000 + 2 * 60 * 60_000)).toBe(0)
  })

  test("is corrected when the local clock stood still, not by every flicker", () => {
    const state = play(answer(payment()))
    const late = answer(payment({ server_time: "2026-11-20T06:30:00.000Z" }), { at: 100 })
    expect(remainingMs(reduce(state, late), 100)).toBe(30 * 60_000)
    const flicker = answer(payment({ server_time: "2026-11-20T06:00:00.100Z" }))
    expect(reduce(state, flicker)).toBe(state)
  })

  test("is nobody's business when nothing is waited for or nothing expires", () => {
    expect(remainingMs(INITIAL, 0)).toBeNull()
    expect(remainingMs(play(answer(payment({ expires_at: null }))), 0)).toBeNull()
    expect(remainingMs(play(answer(bare({ status: "expired" }))), 0)).toBeNull()
  })
})
