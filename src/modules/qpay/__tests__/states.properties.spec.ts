import fc from "fast-check"
import { INVOICE_STATES, type InvoiceState, MAY_FOLLOW, MONEY_STATES, statesBefore } from "../states"

const CASES = { seed: Number(process.env.FUZZ_SEED ?? 20261121), numRuns: 10_000 }
const state = fc.constantFrom(...INVOICE_STATES)
const KNOWS_MONEY = new Set<InvoiceState>([...MONEY_STATES, "refunded"])

/** The moves of a row that compare-and-set lets through, of all that anybody tries. */
function walk(start: InvoiceState, tried: InvoiceState[]): InvoiceState[] {
  const gone = [start]
  for (const to of tried) if (statesBefore(to).includes(gone.at(-1) as InvoiceState)) gone.push(to)
  return gone
}

describe("an invoice's way, whatever is tried on it", () => {
  const walks = fc.tuple(state, fc.array(state, { maxLength: 40 })).map(([start, tried]) => walk(start, tried))
  const always = (holds: (way: InvoiceState[]) => void) => fc.assert(fc.property(walks, holds), CASES)

  it("never leads from money to a state that knows of none", () => {
    always((way) => {
      const first = way.findIndex((at) => KNOWS_MONEY.has(at))
      if (first >= 0) expect(way.slice(first).filter((at) => !KNOWS_MONEY.has(at))).toEqual([])
    })
  })

  it("never leads back to creating or open, and after an order only to its refund and what comes on top", () => {
    always((way) => {
      expect(way.slice(1)).not.toContain("creating")
      if (way[0] !== "creating") expect(way.slice(1)).not.toContain("open")
      const settled = way.indexOf("settled")
      if (settled >= 0) expect(["refunded", undefined]).toContain(way[settled + 1])
    })
  })

  it("never stands still under another name, but for a new reason of being held", () => {
    always((way) => way.slice(1).forEach((to, at) => to === "attention" || expect(to).not.toBe(way[at])))
  })

  it("is the same way read from either end of the table", () => {
    for (const from of INVOICE_STATES) {
      for (const to of INVOICE_STATES) expect(statesBefore(to).includes(from)).toBe(MAY_FOLLOW[from].includes(to))
    }
  })

  it("can always end: from every state that is no end, one is a single move away", () => {
    const ends = new Set<InvoiceState>(["settled", "refunded", "canceled", "expired", "attention"])
    const others = INVOICE_STATES.filter((from) => !ends.has(from))
    expect(others).toEqual(["creating", "open", "paid"])
    for (const from of others) expect(MAY_FOLLOW[from].some((to) => ends.has(to))).toBe(true)
  })
})
