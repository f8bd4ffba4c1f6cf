import fc, { type Arbitrary } from "fast-check"
import type { PaymentFact } from "../../modules/qpay/ledger"
import { PAYMENT_STATUSES } from "../../qpay/schemas/payment"
import { isCovered, receivedSum, type SaleFacts, verdict, type Verdict } from "../verdict"

const CASES = { seed: Number(process.env.FUZZ_SEED ?? 20261121), numRuns: 5_000 }

type Invoice = Parameters<typeof verdict>[0]

const UNKNOWN = fc.oneof(
  fc.constantFrom("paid", "Paid", "PAID ", "APPROVED", "SUCCESS", "CANCELED", "constructor", "__proto__", ""),
  fc.string().filter((text) => !PAYMENT_STATUSES.includes(text as never))
)

/** Sums around the invoice's own, so that exact, short, over and double all come up. */
const tugrik = (around: number): Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(around, around - 1, around + 1, 1, Math.floor(around / 2), Math.ceil(around / 2)),
    fc.nat({ max: 3 * around })
  )

function payment(around: number, status: Arbitrary<string>): Arbitrary<PaymentFact> {
  return fc.record({
    payment_id: fc.uuid(),
    status,
    amount: tugrik(around).chain((sum) => fc.constantFrom(`${sum}`, `${sum}.00`)),
    fee: fc.constantFrom(null, "170.00"),
    currency: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("MNT", null) },
      { weight: 1, arbitrary: fc.constant("USD") }
    ),
    type: fc.constantFrom("P2P", "CARD", null),
    wallet: fc.constant(null),
    seen_at: fc.constant("2026-11-21T00:00:00.000Z"),
  })
}

const KNOWN = fc.oneof(
  { weight: 3, arbitrary: fc.constant("PAID") },
  { weight: 1, arbitrary: fc.constantFrom(...PAYMENT_STATUSES) }
)

/** Usually what it should be, now and then something near it. */
const nearly = <T>(usual: T, ...odd: T[]): Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...odd) })

function sale({ amount, session_amount: sum, shortfall }: Invoice): Arbitrary<SaleFacts> {
  const order = fc.record({ id: fc.constant("order_1"), canceled: nearly(false, true) })
  const facts = fc.record({
    session: fc.option(fc.record({ amount: nearly(sum, sum + 1, sum + 0.01), currency_code: nearly("mnt", "usd") })),
    recorded: fc.boolean(),
    refunded: nearly(0, amount, Math.floor(amount / 2)),
    returnedByBank: nearly(0, amount, 1, 3 * amount),
    refundedByBank: nearly(0, amount, 1),
    cartTotal: fc.option(nearly(sum + shortfall, sum, sum + shortfall + 1, sum - 0.01, 0), { freq: 5 }),
    cartOpen: fc.boolean(),
    paidOtherwise: nearly(false, true),
    order: fc.option(order),
  })
  // A part of what went back.
  return facts.map((drawn) => ({ ...drawn, refundedByBank: Math.min(drawn.refundedByBank, drawn.returnedByBank) }))
}

function invoice(status: Arbitrary<string> = KNOWN): Arbitrary<Invoice> {
  return fc.integer({ min: 1, max: 50_000 }).chain((amount) =>
    fc.record({
      amount: fc.constant(amount),
      session_amount: nearly(amount, amount + 0.25),
      shortfall: nearly(0, 100, 0.5),
      currency_code: fc.constant("mnt"),
      payments: fc.array(payment(amount, status), { maxLength: 5 }),
    })
  )
}

const situation = (status?: Arbitrary<string>) =>
  invoice(status).chain((asked) => fc.tuple(fc.constant(asked), sale(asked)))

const summed = ({ payments }: Invoice, ...statuses: string[]) =>
  payments.filter(({ status }) => statuses.includes(status)).reduce((sum, { amount }) => sum + Number(amount), 0)

/** Whole tugrik the verdict speaks of, beside the order's own sum. */
const named = (decided: Verdict) =>
  decided.kind === "hold" ? decided.amount : decided.kind === "paid" ? (decided.surplus?.amount ?? 0) : 0

const always = <T extends unknown[]>(cases: Arbitrary<T>, holds: (...args: T) => void) =>
  fc.assert(
    fc.property(cases, (drawn) => holds(...drawn)),
    CASES
  )

describe("verdict, whatever the facts are", () => {
  it("says paid for an order that is not there yet only if QPay's PAID rows reach the invoice and nothing has changed", () => {
    let seen = 0
    always(situation(), (asked, facts) => {
      if (verdict(asked, facts).kind !== "paid" || (facts.recorded && facts.order)) return
      seen++
      expect(summed(asked, "PAID") - facts.returnedByBank).toBeGreaterThanOrEqual(asked.amount)
      expect(asked.payments.filter(({ status, currency }) => status === "PAID" && currency === "USD")).toEqual([])
      expect([null, asked.session_amount + asked.shortfall]).toContain(facts.cartTotal)
      expect([undefined, asked.session_amount]).toContain(facts.session?.amount)
      expect([undefined, "mnt"]).toContain(facts.session?.currency_code)
      expect(facts).toMatchObject({ paidOtherwise: false, refunded: 0 })
      expect(facts.order?.canceled).not.toBe(true)
      expect(facts.session !== null || (facts.cartOpen && !facts.recorded)).toBe(true)
    })
    expect(seen).toBeGreaterThan(CASES.numRuns / 20)
  })

  it("accounts for every tugrik that QPay holds: order, line, or sent back", () => {
    always(situation(), (asked, facts) => {
      const held = summed(asked, "PAID", "PARTIAL")
      const decided = verdict(asked, facts)
      switch (decided.kind) {
        case "unpaid":
          return expect(held).toBe(0)
        case "hold":
          return expect(decided.amount).toBe(held - facts.returnedByBank)
        case "refunded":
          return expect(facts.returnedByBank >= held).toBe(true)
        case "paid": {
          // What Medusa refunded is no longer the order's; what went by bank QPay still lists.
          // A refund that is in Medusa's books alone was never made: the order still has its money.
          const made = Math.min(facts.refunded, facts.refundedByBank + summed(asked, "REFUNDED"))
          const order = asked.amount - Math.min(made, asked.amount) + facts.returnedByBank
          return expect(named(decided)).toBe(Math.max(held - order, 0))
        }
      }
    })
  })

  it("is never zero or less: a line names money", () => {
    always(situation(), (asked, facts) => {
      const decided = verdict(asked, facts)
      if (decided.kind === "hold") expect(decided.amount).toBeGreaterThan(0)
      if (decided.kind === "paid" && decided.surplus) expect(decided.surplus.amount).toBeGreaterThan(0)
    })
  })

  it("does not depend on the order of the rows", () => {
    const shuffled = situation().chain(([asked, facts]) =>
      fc
        .shuffledSubarray(asked.payments, { minLength: asked.payments.length })
        .map((payments): [Invoice, SaleFacts, Invoice] => [asked, facts, { ...asked, payments }])
    )
    always(shuffled, (asked, facts, other) => expect(verdict(other, facts)).toEqual(verdict(asked, facts)))
  })

  it.each(["a failed or unfinished try", "a status that QPay does not document"])("hears nothing in %s", (which) => {
    const status = which.startsWith("a failed") ? fc.constantFrom("NEW", "FAILED") : UNKNOWN
    const beside = situation().chain(([asked, facts]) =>
      fc
        .array(payment(asked.amount, status), { minLength: 1, maxLength: 3 })
        .map((more): [Invoice, SaleFacts, Invoice] => [
          asked,
          facts,
          { ...asked, payments: [...asked.payments, ...more] },
        ])
    )
    always(beside, (asked, facts, other) => expect(verdict(other, facts)).toEqual(verdict(asked, facts)))
  })

  it("sees one payment in two parts as the same money", () => {
    const split = situation().map(([asked, facts]): [Invoice, SaleFacts, Invoice] => [
      asked,
      facts,
      { ...asked, payments: asked.payments.flatMap(halves) },
    ])
    always(split, (asked, facts, other) => {
      const [whole, parts] = [verdict(asked, facts), verdict(other, facts)]
      expect({ kind: parts.kind, named: named(parts) }).toEqual({ kind: whole.kind, named: named(whole) })
    })
  })

  it("never takes back that an invoice is covered because more money comes", () => {
    const more = situation().chain(([asked, facts]) =>
      payment(asked.amount, fc.constant("PAID")).map((extra): [Invoice, SaleFacts, PaymentFact] => [
        asked,
        facts,
        { ...extra, currency: "MNT" },
      ])
    )
    always(more, (asked, facts, extra) => {
      const richer = { ...asked, payments: [...asked.payments, extra] }
      if (isCovered(asked)) expect(isCovered(richer)).toBe(true)
      expect(receivedSum(richer.payments)).toBe(receivedSum(asked.payments) + Number(extra.amount))
      const inTugrik = asked.payments.every(({ currency }) => currency !== "USD")
      if (inTugrik && verdict(asked, facts).kind === "paid") expect(verdict(richer, facts).kind).toBe("paid")
    })
  })

  it("changes nothing it was given", () => {
    always(situation(), (asked, facts) => {
      const before = JSON.stringify([asked, facts])
      verdict(asked, facts)
      expect(JSON.stringify([asked, facts])).toBe(before)
    })
  })
})

function halves(one: PaymentFact): PaymentFact[] {
  const sum = Number(one.amount)
  const part = Math.floor(sum / 3)
  return [
    { ...one, amount: String(part) },
    { ...one, payment_id: `${one.payment_id}b`, amount: `${sum - part}.00` },
  ]
}
