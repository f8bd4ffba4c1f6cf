import { compare } from "../books/compare"
import { SomeBooks } from "./some-books"

describe("three books beside each other", () => {
  let some: SomeBooks
  beforeEach(() => {
    some = new SomeBooks().sold(1)
  })
  const found = () => compare(some.books).findings.map(({ kind, amount }) => [kind, amount])
  const words = () => compare(some.books).findings.map(({ what }) => what)

  describe("in order", () => {
    afterEach(() => expect(compare(some.books).findings).toEqual([]))

    it("a paid order", () => {
      const { taken, orders } = compare(some.books)
      expect([taken, orders]).toEqual([
        { count: 1, amount: 12_000 },
        { count: 1, amount: 12_000 },
      ])
    })
    it("an invoice that nobody paid", () => {
      some.invoice(2, { taken: 0 })
      some.row(2, { state: "open" })
    })
    it("a surplus on a line of its own", () => {
      some.books.qpay[0]!.taken = 24_000
      some.line(1, "duplicate", 12_000)
    })
    it("money that was refunded on both sides", () => {
      some.books.qpay[0]!.refunded = 12_000
      some.books.medusa.payments[0]!.refunded = 12_000
      some.books.medusa.orders[0]!.transactions = [12_000, -12_000]
      some.row(3, { state: "refunded" })
      some.invoice(3, { refunded: 12_000 })
    })
    it("a line that a person closed: the money went back by bank", () => {
      some.invoice(2)
      some.row(2, { state: "attention" })
      some.line(2, "late", 12_000, { open: false, resolved_by: "admin:1", resolution: "returned_by_bank" })
    })
    it("a refund owed for an order that stands", () => {
      some.line(1, "refund_owed", 12_000)
    })
    it("a refund owed for an order that was cancelled, whatever Medusa booked", () => {
      Object.assign(some.books.medusa.orders[0]!, { canceled: true, transactions: [12_000, -12_000] })
      some.line(1, "refund_owed", 12_000)
    })
    it("an invoice whose answer was cut off, found by its number", () => {
      some.invoice(2)
      some.row(2, { invoice_id: null, state: "creating" })
      some.line(2, "unreadable", 12_000)
    })
    it("a refund that lowered the order's total", () => {
      some.books.qpay[0]!.refunded = 12_000
      some.books.medusa.payments[0]!.refunded = 12_000
      Object.assign(some.books.medusa.orders[0]!, { total: 0, transactions: [12_000, -12_000] })
    })
    it("an order that costs more than was paid, and a line that says how much", () => {
      some.books.medusa.orders[0]!.total = 15_000
      some.line(1, "amount_changed", 3_000)
    })
    it("a session that had two invoices, of which one became the order", () => {
      some.invoice(2, { taken: 0 })
      some.row(2, { session_id: "ses1", state: "canceled" })
    })
  })

  describe("lost", () => {
    it("QPay was paid, and the ledger still waits", () => {
      some.invoice(2)
      some.row(2, { state: "open" })
      expect(found()).toEqual([["lost", 12_000]])
      expect(words()[0]).toContain("the ledger says open")
    })
    it("the ledger does not know the invoice", () => {
      some.invoice(2)
      expect(words()).toEqual(["the ledger does not know it"])
    })
    it("a surplus that no line names, to the tugrik", () => {
      some.books.qpay[0]!.taken = 12_001
      expect(found()).toEqual([["lost", 1]])
    })
    it("a line that names too little", () => {
      some.invoice(2)
      some.row(2)
      some.line(2, "late", 11_999)
      expect(found()).toEqual([["lost", 1]])
    })
    it("a line that settlement closed although the money is nowhere else", () => {
      some.invoice(2)
      some.row(2)
      some.line(2, "late", 12_000, { open: false, resolved_by: "callback", resolution: "settled" })
      expect(found()).toEqual([["lost", 12_000]])
    })
    it("a payment captured in Medusa that became no order", () => {
      some.books.medusa.orders = []
      some.books.medusa.payments[0]!.order_ids = []
      expect(found()).toEqual([["lost", 12_000]])
    })
    it("an order was cancelled and its transfer forgotten", () => {
      Object.assign(some.books.medusa.orders[0]!, { canceled: true, transactions: [12_000, -12_000] })
      expect(found()).toEqual([["lost", 12_000]])
    })
    it("Medusa believes in a refund that QPay never made", () => {
      some.books.medusa.payments[0]!.refunded = 12_000
      some.books.medusa.orders[0]!.transactions = [12_000, -12_000]
      expect(found()).toEqual([["lost", 12_000]])
    })
  })

  describe("doubled", () => {
    it("two orders of one cart", () => {
      some.order(2, { cart_id: "cart1" })
      some.payment(2, { session_id: "ses1", invoice_id: "inv1", collection_id: "col2" })
      expect(found()).toContainEqual(["doubled", 24_000])
      expect(words()).toContain("the cart has 2 orders")
    })
    it("two captured payments of one cart", () => {
      some.invoice(2)
      some.row(2)
      some.payment(2, { collection_id: "col1", order_ids: [] })
      some.line(2, "duplicate", 12_000)
      expect(found()).toEqual([["doubled", 24_000]])
    })
    it("one payment captured twice", () => {
      some.books.medusa.payments[0]!.captures = [12_000, 12_000]
      expect(words()).toContain("24000 is captured of a payment of 12000")
    })
    it("more refunded than captured", () => {
      Object.assign(some.books.medusa.payments[0]!, { refunded: 12_001 })
      expect(words()).toContain("12001 is refunded of 12000")
    })
    it("a refund that the payment has and the order has not", () => {
      some.books.medusa.payments[0]!.refunded = 12_000
      expect(found().map(([kind]) => kind)).toContain("order_not_refunded")
    })
    it("a refund that only the order's own books have", () => {
      some.books.medusa.orders[0]!.transactions = [12_000, -12_000]
      expect(found()).toEqual([["order_refund_not_made", 12_000]])
    })
    it("transactions that count a payment twice", () => {
      some.books.medusa.orders[0]!.transactions = [12_000, 12_000]
      expect(found()).toEqual([["doubled", 12_000]])
    })
    it("the same money as an order and as a line", () => {
      some.line(1, "late", 12_000)
      expect(found()).toEqual([["doubled", 12_000]])
    })
    it("the same money on two lines", () => {
      some.invoice(2)
      some.row(2)
      some.line(2, "late", 12_000)
      some.line(2, "amount_changed", 12_000)
      expect(found()).toEqual([["doubled", 12_000]])
    })
    it("QPay returned the money, and the order still counts it", () => {
      some.books.qpay[0]!.refunded = 12_000
      expect(found()).toEqual([["doubled", 12_000]])
    })
  })

  describe("orders without money", () => {
    const kinds = () => compare(some.books).findings.map(({ kind }) => kind)

    it("QPay took nothing", () => {
      Object.assign(some.books.qpay[0]!, { taken: 0, payments: [] })
      expect(kinds()).toContain("order_without_money")
    })
    it("QPay took less than the invoice's sum", () => {
      some.books.qpay[0]!.taken = 11_999
      expect(words()).toContain("QPay took 11999 of the invoice's 12000")
    })
    it("nothing was captured for it", () => {
      some.books.medusa.payments[0]!.captures = []
      some.books.medusa.orders[0]!.transactions = []
      some.line(1, "paid_without_order", 12_000)
      expect(words()).toContain("nothing is captured for it")
    })
    it("its payment belongs to no invoice", () => {
      some.books.medusa.payments[0]!.session_id = "another"
      expect(kinds()).toContain("order_without_money")
    })
    it("its sum is not the invoice's", () => {
      Object.assign(some.books.medusa.payments[0]!, { captures: [12_500], amount: 12_500 })
      some.books.medusa.orders[0]!.transactions = [12_500]
      expect(words()).toContain("12500 is captured, the invoice was for 12000")
    })
    it("it costs more than was paid", () => {
      some.books.medusa.orders[0]!.total = 15_000
      expect(words()).toEqual(["12000 is captured of a total of 15000"])
      some.line(1, "amount_changed", 2_999)
      expect(words()).toEqual(["12000 is captured of a total of 15000"])
    })
  })

  describe("an order that Medusa left half made", () => {
    it("is in order when a line names its money", () => {
      some.books.medusa.orders[0]!.transactions = []
      some.line(1, "paid_without_order", 12_000)
      expect(compare(some.books)).toMatchObject({ findings: [], orders: { count: 0 }, ordersHalfMade: { count: 1 } })
    })
    it("is found when none does", () => {
      some.books.medusa.orders[0]!.transactions = []
      expect(found()).toEqual([
        ["lost", 12_000],
        ["order_half_made", 12_000],
      ])
    })
    it("is found, too, when Medusa had not even linked its payment", () => {
      some.books.medusa.orders[0]!.transactions = []
      some.books.medusa.payments[0]!.order_ids = []
      expect(found()).toEqual([
        ["lost", 12_000],
        ["order_half_made", 12_000],
      ])
    })
  })

  describe("announced wrongly", () => {
    const wrong = () =>
      compare(some.books)
        .findings.filter(({ kind }) => kind === "announced_wrongly")
        .map(({ what }) => what)

    it("an order of which nobody was told", () => {
      some.books.ledger.announcements = []
      expect(wrong()).toEqual(["settled 1 times, announced 0 times"])
    })
    it("an order that was announced twice", () => {
      some.announce("qpay.payment.settled", { invoice_id: "inv1" })
      expect(wrong()).toEqual(["settled 1 times, announced 2 times"])
    })
    it("a line of which nobody was told", () => {
      some.line(1, "refund_owed", 12_000)
      some.books.ledger.announcements.pop()
      expect(wrong()).toEqual(["the line line0 was not announced"])
    })
    it("an event that was written and never told", () => {
      some.books.ledger.announcements[0]!.told = false
      expect(wrong()).toEqual(["qpay.payment.settled was not told"])
    })
  })

  it("adds up what it saw", () => {
    some.invoice(2, { taken: 5_000 })
    some.row(2, { state: "attention", reason: "underpaid" })
    some.line(2, "underpaid", 5_000)
    some.invoice(3, { refunded: 12_000 })
    some.row(3, { state: "refunded" })
    some.line(3, "late", 12_000, { open: false, resolved_by: "job", resolution: "refunded" })
    expect(compare(some.books)).toEqual({
      taken: { count: 3, amount: 29_000 },
      refunded: { count: 1, amount: 12_000 },
      orders: { count: 1, amount: 12_000 },
      ordersHalfMade: { count: 0, amount: 0 },
      ordersCanceled: { count: 0, amount: 0 },
      attention: { underpaid: { count: 1, amount: 5_000 } },
      findings: [],
    })
  })
})
