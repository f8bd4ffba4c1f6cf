import { percentile, settleTimes } from "../books/times"
import { at, SomeBooks } from "./some-books"

describe("time from QPay's debit to an order or a named line", () => {
  let some: SomeBooks
  beforeEach(() => {
    some = new SomeBooks()
    some.invoice(1)
  })
  const event = (type: string, seconds: number, data: unknown = {}) => ({
    type,
    actor: "callback",
    at: at(seconds),
    data,
  })
  const seen = (seconds: number) => event("payments_seen", seconds, { payments: [{ payment_id: "p1" }] })
  const waits = () => settleTimes(some.books).map(({ ms, by }) => [ms, by])

  it("ends with the order", () => {
    some.row(1, { trail: [event("issued", -5), seen(1), event("paid", 1.2), event("settled", 2)] })
    expect(waits()).toEqual([[2000, "callback"]])
  })
  it("ends with the first line, not with the order that follows it", () => {
    some.row(1, { trail: [seen(1), event("attention", 3), event("settled", 60)] })
    expect(waits()).toEqual([[3000, "callback"]])
  })
  it("of a second payment ends when its line is opened", () => {
    some.row(1, { trail: [event("settled", -10), seen(4)] })
    some.line(1, "duplicate", 12_000, { created_at: at(4.5), updated_at: at(4.5) })
    expect(waits()).toEqual([[4500, "line"]])
  })
  it("goes on while the ledger has not seen the payment", () => {
    some.row(1, { trail: [event("settled", 1)] })
    expect(waits()).toEqual([])
  })
})

describe("percentile", () => {
  it("is a value that occurs", () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect([0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 99, 100])
    expect(percentile([], 0.5)).toBeNull()
    expect(percentile([7], 0.5)).toBe(7)
  })
})
