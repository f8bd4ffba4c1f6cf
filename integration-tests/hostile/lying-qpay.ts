import fc, { type Arbitrary } from "fast-check"
import { drawing } from "../support/chance"
import type { World } from "../support/suite"
import { told, Witness } from "../support/witness"
import { created, type Fact, lie, token } from "./answers"
import { type Known, salesOf } from "./known"

const PRICE = 17000

/** QPay's side speaks nonsense, or lies about its own payments: an order comes only of rows that prove its sum. */
export function lyingQPay({ shop, qpay }: World, known: () => Known): void {
  /** Runs a property while every line of the log is heard: none may hold a secret. */
  async function listening<T>(cases: Arbitrary<T>, runs: number, holds: (drawn: T) => Promise<void>): Promise<void> {
    const witness = new Witness(shop(), qpay())
    const secrets = await witness.secrets()
    witness.listen()
    try {
      await fc.assert(fc.asyncProperty(cases, holds), drawing(runs))
    } finally {
      expect(told(witness.stop(), secrets)).toEqual([])
    }
  }

  /** Straight into the simulator's list: its own door takes no body this large. */
  function say(on: "check" | "create" | "token", body: unknown, status = 200): void {
    const { faults } = qpay().simulator.state
    faults.splice(0, faults.length, { on, kind: "status", status, body, ms: 0, times: 0 })
  }

  it("payment/check says anything: an order if and only if its PAID rows prove the sum, and money is named", async () => {
    await listening(fc.array(lie, { minLength: 1, maxLength: 8 }), 15, async (lies) => {
      const { cartId, session, invoiceId } = await shop().checkout()
      const reading = new Reading()
      for (const { body, status, facts } of lies) {
        await shop().letTimePass(session.id)
        await qpay().forgetCalls()
        say("check", body, status)
        const { callbacks } = await qpay().callback({ invoice_id: invoiceId })
        const after = JSON.stringify(body).slice(0, 1000)
        const understood = reading.take(facts)
        const lines = (await shop().attention(session.id)).map(({ reason }) => reason)
        expect({
          after,
          answered: callbacks.map((answer) => answer.status).join(),
          captured: (await shop().ordersOf(cartId)).map(({ captures }) => captures.join("+")).join(),
          unreadable: lines.includes("unreadable"),
          named: lines.length > 0,
          page: (await shop().check(session.id)).status,
        }).toEqual({
          after,
          answered: understood ? "200" : "503",
          captured: reading.ordered ? String(PRICE) : "",
          unreadable: !understood,
          named: !understood || reading.unordered > 0,
          page: 200,
        })
        // A callback may ask for two pages and the page may ask again; nobody asks for ever.
        expect((await qpay().calls("check")).length).toBeLessThanOrEqual(4)
      }
    })
  })

  it("the answer to a creation or a log-in is anything: a clear refusal or a harmless QR, and the next try works", async () => {
    const taken = salesOf(known()).map(({ invoiceId }) => invoiceId)
    const atQPay = async () => (await qpay().invoices()).filter(({ invoice_id }) => taken.includes(invoice_id))
    const before = await atQPay()
    const { collectionId } = await shop().checkout()
    const lies = fc.oneof(
      { weight: 2, arbitrary: created(taken).map((body) => ({ on: "create" as const, body })) },
      { weight: 1, arbitrary: token.map((body) => ({ on: "token" as const, body })) }
    )
    await listening(lies, 15, async ({ on, body }) => {
      if (on === "token") await qpay().send("POST", "/_sim/tokens/kill")
      await qpay().forgetCalls()
      say(on, body)
      const started = await shop().startSession(collectionId)
      expect((await qpay().calls()).length).toBeLessThanOrEqual(8)
      if (started.status === 200) expectHarmless(started.data.payment_collection.payment_sessions[0].data)
      else
        expect(started).toMatchObject({
          status: 500,
          data: { message: expect.stringMatching(/QPay|Дахин оролдоно уу|^Could not delete all payment sessions$/) },
        })
      await qpay().clearFaults()
      expect((await shop().startSession(collectionId)).status).toBe(200)
      expect(await atQPay()).toEqual(before)
    })
  })
}

/** What a storefront may put into a page as it is. */
function expectHarmless({ short_url, links, qr_image }: Record<string, any>): void {
  expect(qr_image).toMatch(/^data:image\/png;base64,[\w+/=]+$/)
  expect(short_url ?? "").toMatch(/^(https?:\/\/[^\s]*)?$/)
  for (const { link, logo } of links) {
    expect(link).toMatch(/^(?!javascript|data|vbscript|file|blob|intent)[a-z][a-z0-9+.-]*:\/\/[^\r\n]+$/i)
    if (logo !== null) expect(logo).toMatch(/^https?:\/\/[^\s]+$/)
  }
}

/** What a careful reader believes after a row of answers: the reference the shop is compared with. */
class Reading {
  private facts = new Map<string, Fact>()
  ordered = false
  /** All money has gone back before there was an order: what comes after is nobody's order. */
  private closed = false

  /** @returns whether the answer could be understood; if not, nothing of it is believed */
  take(facts: Fact[] | null): boolean {
    // A payment listed twice is one payment, and says what it said last.
    const merged = new Map([...this.facts, ...(facts ?? []).map((fact) => [fact.id, fact] as const)])
    const odd = [...merged.values()].some(({ status, sum }) => COUNTING.includes(status) && sum === null)
    if (!facts || odd) return false
    this.facts = merged
    const proven =
      this.sumOf("PAID") >= PRICE && this.of("PAID").every(({ currency }) => currency === null || currency === "MNT")
    if (proven && !this.closed) this.ordered = true
    if (!this.ordered && this.taken === 0 && this.sumOf("REFUNDED") > 0) this.closed = true
    return true
  }

  /** Whole tugrik that left the customer, have not come back and are not the order's. */
  get unordered(): number {
    return this.taken - (this.ordered ? PRICE : 0)
  }

  private get taken(): number {
    return this.sumOf("PAID") + this.sumOf("PARTIAL")
  }

  private of(status: string): Fact[] {
    return [...this.facts.values()].filter((fact) => fact.status === status)
  }

  private sumOf(status: string): number {
    return Number(this.of(status).reduce((sum, fact) => sum + (fact.sum ?? 0n), 0n) / 1_000_000n)
  }
}

const COUNTING = ["PAID", "PARTIAL", "REFUNDED"]
