import { statusHub } from "../../src/streams/status-hub"
import { eventually } from "../support/eventually"
import { EventStream } from "../support/event-stream"
import { withShop } from "../support/suite"

withShop("event streams", ({ shop, qpay }) => {
  const key = () => ({ "x-publishable-api-key": shop().demo.publishable_key })
  const open = (sessionId: string, headers: Record<string, string> = {}) =>
    EventStream.open(`/store/qpay/payment-sessions/${sessionId}/events`, { ...key(), ...headers })

  it("tells what is, then the order as soon as it is there, and ends", async () => {
    const { session, invoiceId } = await shop().checkout()
    const stream = await open(session.id)
    await eventually(() => expect(stream.events).toHaveLength(1))
    expect(stream.response?.headers.get("content-type")).toMatch(/^text\/event-stream/)
    expect(stream.events[0]!.data).toMatchObject({ id: session.id, status: "pending", amount: 17000 })
    expect(JSON.stringify(stream.events)).not.toMatch(/callback|token|account|cart_/)

    await qpay().pay({ invoice_id: invoiceId })
    await eventually(() => expect(stream.ended).toBe(true))
    expect(stream.events.map(({ data }) => data.status)).toEqual(expect.arrayContaining(["pending", "order_placed"]))
    const last = stream.events.at(-1)!
    expect(last.data).toMatchObject({ status: "order_placed", order_id: expect.stringMatching(/^order_/) })
    expect(new Set(stream.events.map(({ id }) => id)).size).toBe(stream.events.length)
  })

  it("resumes: what a page has seen is not told again, what it missed is", async () => {
    const { session, invoiceId } = await shop().checkout()
    const first = await open(session.id)
    await eventually(() => expect(first.events).toHaveLength(1))
    first.close()
    const seen = { "last-event-id": first.events[0]!.id }
    const second = await open(session.id, seen)
    await qpay().pay({ invoice_id: invoiceId })
    await eventually(() => expect(second.ended).toBe(true))
    expect(second.events[0]!.data.status).not.toBe("pending")
    const third = await open(session.id, seen)
    await eventually(() => expect(third.ended).toBe(true))
    expect(third.events.map(({ data }) => data.status)).toEqual(["order_placed"])
  })

  it("hears of what another process has stored", async () => {
    const { session } = await shop().checkout()
    const stream = await open(session.id)
    await eventually(() => expect(stream.events).toHaveLength(1))
    await shop().db("qpay_invoice").where({ issued_session_id: session.id }).update({ state: "canceled" })
    await eventually(() => expect(stream.ended).toBe(true))
    expect(stream.events.at(-1)!.data).toMatchObject({ status: "canceled", payment: null })
  })

  it("tells of money that another process recorded as sent back", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, amount: 20000 })
    await shop().db("qpay_invoice").where({ issued_session_id: session.id }).update({ state: "paid" })
    const stream = await open(session.id)
    await eventually(() => expect(stream.events.at(-1)?.data).toMatchObject({ status: "paid", refunded_amount: 0 }))
    const [line] = await shop().ledger.attention.list({ openOnly: true })
    await shop().ledger.attention.close(line!.id, 3000, { actor: "admin:t", resolution: "returned_by_bank" })
    await eventually(() =>
      expect(stream.events.at(-1)?.data).toMatchObject({ status: "paid", paid_amount: 20000, refunded_amount: 3000 })
    )
    stream.close()
  })

  it("one query per tick serves every open stream, and none is made when the last one is gone", async () => {
    const sessions = [await shop().checkout(), await shop().checkout(), await shop().checkout()]
    const streams = await Promise.all(sessions.flatMap(({ session }) => [open(session.id), open(session.id)]))
    await eventually(() => streams.forEach(({ events }) => expect(events).toHaveLength(1)))
    const hub = statusHub(shop().container) as unknown as {
      size: number
      ticking: boolean
      limits: { everyMs: number }
      tick(): Promise<void>
    }
    expect(hub.limits.everyMs).toBeGreaterThanOrEqual(1000)
    const tick = jest.spyOn(hub, "tick")
    const begunTicks = () => Promise.all(tick.mock.results.map(({ value }) => value))
    const faces: string[] = []
    const count = ({ sql }: { sql: string }) =>
      void (sql.includes("DISTINCT ON (issued_session_id)") && faces.push(sql))
    shop().db.on("query", count)
    try {
      await eventually(() => expect(tick.mock.calls.length).toBeGreaterThanOrEqual(3))
      await begunTicks()
      expect(faces).toHaveLength(tick.mock.calls.length)

      streams.forEach((stream) => stream.close())
      await eventually(() => expect(hub.size).toBe(0))
      await begunTicks()
      faces.length = 0
      // Its last tick was planned while a stream was open. After that no timer is left that could read anything.
      await eventually(() => expect(hub.ticking).toBe(false))
      expect(faces).toEqual([])
    } finally {
      tick.mockRestore()
      shop().db.removeListener("query", count)
    }
  })

  it("a ninth stream of one payment is turned away to polling; an unknown one gets 404", async () => {
    const { session } = await shop().checkout()
    const streams = await Promise.all(Array.from({ length: 8 }, () => open(session.id)))
    const ninth = await open(session.id)
    expect(ninth.response?.status).toBe(503)
    expect(ninth.response?.headers.get("retry-after")).toBe("30")
    streams.forEach((stream) => stream.close())
    await eventually(async () => {
      const next = await open(session.id)
      next.close()
      expect(next.response?.status).toBe(200)
    })
    expect((await open("payses_unknown")).response?.status).toBe(404)
  })
})
