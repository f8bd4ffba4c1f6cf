import type { InvoiceRow, Ledger, ListZone } from "../../../modules/qpay/ledger"
import type { ListedPayment, QPayDesk } from "../../desk"
import { sweep } from ".."
import type { Window } from "../window"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.parse("2026-11-21T04:00:00Z")

/**
 * A shop and its QPay account over hours, minute by minute, without waiting for them: QPay's list as its document
 * has it (pages of 100, naive dates read in `zone`), the ledger's answers to the sweep in memory.
 */
class Hours {
  now = START
  calls = 0
  lookups = 0
  readonly found = new Set<string>()
  private readonly paid: { id: string; at: number; issued: number }[] = []
  private readonly account = {
    swept_until: null as Date | null,
    far_swept_at: null as Date | null,
    list_zone: null as ListZone | null,
  }

  constructor(private readonly zone: ListZone) {}

  pay(count: number, at = this.now): void {
    for (let n = 0; n < count; n++) this.paid.push({ id: `i${this.paid.length}`, at, issued: at - 5 * MINUTE })
  }

  /** What a till on the same account takes. */
  till(count: number, at = this.now): void {
    for (let n = 0; n < count; n++) this.paid.push({ id: `till${this.paid.length}`, at, issued: at })
  }

  async sweep(oldestPayable = this.now - 10 * MINUTE): Promise<void> {
    await sweep(this.ledger, this.desk, { now: new Date(this.now), ...this.account }, new Date(oldestPayable))
  }

  private readonly desk: QPayDesk = {
    account: "a",
    reconcile: { everySeconds: 60, overlapMinutes: 3, lookBackHours: 48 },
    listPayments: async ({ start_date, end_date }: Window, page: number) => {
      this.calls++
      const offset = this.zone === "utc" ? 0 : 8 * HOUR
      const read = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`) - offset
      const rows = this.paid.filter(({ at }) => at >= read(start_date) && at <= read(end_date)).reverse()
      const listed = rows
        .slice((page - 1) * 100, page * 100)
        .map(({ id }): ListedPayment => ({ payment_id: `p-${id}`, payment_status: "PAID", object_id: id }))
      return { count: rows.length, rows: listed }
    },
    traceInvoice: async () => {
      this.lookups++
      return null
    },
  } as unknown as QPayDesk

  private readonly ledger = {
    byInvoiceIds: async (ids: string[]) =>
      ids
        .filter((id) => !id.startsWith("till"))
        .map((id) => {
          const { issued } = this.paid[Number(id.slice(1))]!
          const payments = this.found.has(id) ? [{ payment_id: `p-${id}`, status: "PAID" }] : []
          return { id, invoice_id: id, created_at: new Date(issued), payments } as unknown as InvoiceRow
        }),
    agenda: { bringForward: async (ids: string[]) => ids.forEach((id) => this.found.add(id)) },
    firstOfAccount: async () => ({ created_at: new Date(START - HOUR) }),
    accounts: {
      swept: async (_account: string, done: { until: Date; far: boolean; zone: ListZone | null }) => {
        this.account.swept_until = done.until
        this.account.list_zone = done.zone
        if (done.far) this.account.far_swept_at = done.until
      },
    },
  } as unknown as Ledger
}

describe("reading QPay's list", () => {
  it.each<ListZone>(["utc", "ulaanbaatar"])(
    "an hour at 1 000 payments, every callback lost, dates in %s: all found, fewer than a list call in ten payments",
    async (zone) => {
      const hours = new Hours(zone)
      let payments = 0
      for (let minute = 1; minute <= 60; minute++) {
        hours.now = START + minute * MINUTE
        const count = minute % 3 === 0 ? 16 : 17
        hours.pay(count, hours.now - 20_000)
        payments += count
        await hours.sweep()
      }
      expect(hours.found.size).toBe(payments)
      expect(payments).toBe(1000)
      // With a create and a check each that is at most 2.1 calls for an order.
      expect(hours.calls / payments).toBeLessThanOrEqual(0.1)
    }
  )

  it.each<ListZone>(["utc", "ulaanbaatar"])("after ten hours away it reads all of them (%s)", async (zone) => {
    const hours = new Hours(zone)
    hours.pay(1)
    await hours.sweep()
    for (let hour = 1; hour <= 10; hour++) hours.pay(30, START + hour * HOUR - MINUTE)
    hours.now = START + 10 * HOUR
    await hours.sweep(START)
    expect(hours.found.size).toBe(301)
  })

  it("a payment that appears in the list two minutes late is found", async () => {
    const hours = new Hours("ulaanbaatar")
    hours.pay(1)
    await hours.sweep()
    hours.now += 2 * MINUTE
    await hours.sweep()
    hours.pay(1, hours.now - 2 * MINUTE)
    hours.now += MINUTE
    await hours.sweep()
    expect(hours.found.size).toBe(2)
  })

  it("of what a till took while nothing was payable, a few payments are looked up, and ours are found among them", async () => {
    const hours = new Hours("ulaanbaatar")
    hours.pay(1)
    await hours.sweep()
    for (let hour = 1; hour <= 18; hour++) hours.till(100, START + hour * HOUR + 20 * MINUTE)
    hours.pay(1, START + 9 * HOUR)
    hours.now = START + 19 * HOUR
    hours.till(3, hours.now - MINUTE)
    await hours.sweep(hours.now - 10 * MINUTE)
    expect(hours.found.size).toBe(2)
    // Four pieces of at most six hours, and what is new.
    expect(hours.lookups).toBe(4 * 20 + 3)
  })
})
