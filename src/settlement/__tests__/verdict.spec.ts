import type { PaymentFact } from "../../modules/qpay/ledger"
import { type SaleFacts, verdict, type Verdict } from "../verdict"

const payment = (amount: string, status = "PAID", currency: string | null = "MNT"): PaymentFact => ({
  payment_id: Math.random().toString(),
  status,
  amount,
  fee: null,
  currency,
  type: "P2P",
  wallet: null,
  seen_at: "2026-11-20T00:00:00.000Z",
})

const invoice = (...payments: PaymentFact[]) => ({
  amount: 17000,
  session_amount: 17000,
  shortfall: 0,
  currency_code: "mnt",
  payments,
})

const sale = (change: Partial<SaleFacts> = {}): SaleFacts => ({
  session: { amount: 17000, currency_code: "mnt" },
  recorded: false,
  refunded: 0,
  returnedByBank: 0,
  refundedByBank: 0,
  cartTotal: 17000,
  cartOpen: true,
  paidOtherwise: false,
  order: null,
  ...change,
})

const paid: Verdict = { kind: "paid", surplus: null }
const unpaid: Verdict = { kind: "unpaid" }
const surplus = (reason: "overpaid" | "duplicate", amount: number): Verdict => ({
  kind: "paid",
  surplus: { reason, amount },
})
const hold = (reason: string, amount = 17000) => ({ kind: "hold", reason, amount })

describe("verdict", () => {
  it.each<[string, ReturnType<typeof invoice>, SaleFacts, unknown]>([
    ["nothing listed", invoice(), sale(), unpaid],
    ["a failed try", invoice(payment("17000.00", "FAILED")), sale(), unpaid],
    ["a try under way", invoice(payment("17000.00", "NEW")), sale(), unpaid],
    ["a status nobody knows confirms nothing", invoice(payment("17000.00", "APPROVED")), sale(), unpaid],
    ["a status nobody knows fails nothing", invoice(payment("1.00", "ODD"), payment("17000.00")), sale(), paid],
    ["paid", invoice(payment("17000.00")), sale(), paid],
    ["a failed try, then paid", invoice(payment("17000.00", "FAILED"), payment("17000")), sale(), paid],
    ["two parts make the sum", invoice(payment("10000.00"), payment("7000.00")), sale(), paid],
    ["two odd parts make the sum", invoice(payment("8500.50"), payment("8499.50")), sale(), paid],
    ["QPay left the currency out", invoice(payment("17000.00", "PAID", null)), sale(), paid],
    ["another currency", invoice(payment("17000.00", "PAID", "USD")), sale(), hold("currency")],
    ["one tugrik short", invoice(payment("16999.00")), sale(), hold("underpaid", 16999)],
    ["half a tugrik short is short", invoice(payment("16999.50")), sale(), hold("underpaid", 16999)],
    ["one tugrik", invoice(payment("1")), sale(), hold("underpaid", 1)],
    ["a part, in QPay's own word", invoice(payment("5000.00", "PARTIAL")), sale(), hold("underpaid", 5000)],
    [
      "a part marked PARTIAL does not fill up",
      invoice(payment("12000"), payment("5000", "PARTIAL")),
      sale(),
      hold("underpaid"),
    ],
    ["more", invoice(payment("18000.00")), sale(), surplus("overpaid", 1000)],
    ["twice", invoice(payment("17000.00"), payment("17000.00")), sale(), surplus("duplicate", 17000)],
    ["a part too much", invoice(payment("17000.00"), payment("3000.00")), sale(), surplus("overpaid", 3000)],
    ["refunded", invoice(payment("17000.00", "REFUNDED")), sale(), { kind: "refunded", amount: 17000 }],
    ["one refunded, one kept", invoice(payment("17000", "REFUNDED"), payment("17000")), sale(), paid],
    ["session gone, cart still open at that sum", invoice(payment("17000")), sale({ session: null }), paid],
    [
      "session gone, too much for the open cart",
      invoice(payment("18000")),
      sale({ session: null }),
      surplus("overpaid", 1000),
    ],
    [
      "session gone, cart closed or in another currency",
      invoice(payment("17000")),
      sale({ session: null, cartOpen: false }),
      hold("late"),
    ],
    [
      "session and cart gone",
      invoice(payment("17000")),
      sale({ session: null, cartTotal: null, cartOpen: false }),
      hold("late"),
    ],
    [
      "session gone, dearer cart",
      invoice(payment("17000")),
      sale({ session: null, cartTotal: 29000 }),
      hold("amount_changed"),
    ],
    ["the cart grew under the session", invoice(payment("17000")), sale({ cartTotal: 29000 }), hold("amount_changed")],
    [
      "the session was changed",
      invoice(payment("17000")),
      sale({ session: { amount: 18000, currency_code: "mnt" }, cartTotal: 18000 }),
      hold("amount_changed"),
    ],
    [
      "the session's currency was changed",
      invoice(payment("17000")),
      sale({ session: { amount: 17000, currency_code: "usd" } }),
      hold("currency"),
    ],
    ["no cart (an order edit)", invoice(payment("17000")), sale({ cartTotal: null }), paid],
    [
      "order cancelled meanwhile",
      invoice(payment("17000")),
      sale({ order: { id: "o", canceled: true } }),
      hold("order_canceled"),
    ],
    ["the cart was paid another way", invoice(payment("17000")), sale({ paidOtherwise: true }), hold("duplicate")],
    [
      "Medusa is completing the cart: the order is there before its payment",
      invoice(payment("17000")),
      sale({ order: { id: "o", canceled: false } }),
      paid,
    ],
    [
      "already an order",
      invoice(payment("17000")),
      sale({ recorded: true, order: { id: "o", canceled: false } }),
      paid,
    ],
    [
      "recorded without an order, and the cart grew since",
      invoice(payment("17000")),
      sale({ recorded: true, cartTotal: 29000 }),
      hold("amount_changed"),
    ],
    [
      "recorded without an order, its session gone",
      invoice(payment("17000")),
      sale({ recorded: true, session: null }),
      hold("late"),
    ],
    [
      "refunded in Medusa before any order, and paid once more",
      invoice(payment("17000", "REFUNDED"), payment("17000")),
      sale({ recorded: true, refunded: 17000 }),
      hold("duplicate"),
    ],
    [
      "staff sent it back by bank before any order",
      invoice(payment("17000")),
      sale({ recorded: true, returnedByBank: 17000 }),
      { kind: "refunded", amount: 17000 },
    ],
    [
      "too little, sent back by bank, and the rest of the sum: what is still there is too little",
      invoice(payment("5000"), payment("12000")),
      sale({ returnedByBank: 5000 }),
      hold("underpaid", 12000),
    ],
    [
      "too little, sent back by bank, and then the whole sum",
      invoice(payment("5000"), payment("17000")),
      sale({ returnedByBank: 5000 }),
      paid,
    ],
    [
      "an order refunded by card, and its second payment still at QPay",
      invoice(payment("17000", "REFUNDED"), payment("17000")),
      sale({ recorded: true, refunded: 17000, order: { id: "o", canceled: false } }),
      surplus("duplicate", 17000),
    ],
    [
      "an order refunded by bank: QPay still lists its payment",
      invoice(payment("17000")),
      sale({
        recorded: true,
        refunded: 17000,
        returnedByBank: 17000,
        refundedByBank: 17000,
        order: { id: "o", canceled: false },
      }),
      paid,
    ],
    [
      "a surplus that staff sent back by bank",
      invoice(payment("20000")),
      sale({ recorded: true, returnedByBank: 3000, order: { id: "o", canceled: false } }),
      paid,
    ],
    [
      "already an order, and paid once more",
      invoice(payment("17000"), payment("17000")),
      sale({ recorded: true, order: { id: "o", canceled: false } }),
      surplus("duplicate", 17000),
    ],
  ])("%s", (_name, asked, facts, expected) => {
    expect(verdict(asked, facts)).toEqual(expected)
  })

  it("compares totals with decimals exactly, and what QPay took in whole tugrik", () => {
    const decimals = {
      amount: 333,
      session_amount: 333.333333,
      shortfall: 0,
      currency_code: "mnt",
      payments: [payment("333.00")],
    }
    const facts = sale({ session: { amount: 333.333333, currency_code: "mnt" }, cartTotal: 333.333333 })
    expect(verdict(decimals, facts)).toEqual(paid)
    expect(verdict(decimals, { ...facts, cartTotal: 333.5 })).toEqual(hold("amount_changed", 333))
  })
})
