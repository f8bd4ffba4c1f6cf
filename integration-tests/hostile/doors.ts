import fc, { type Arbitrary } from "fast-check"
import { STATUS_FIELDS } from "../support/status-fields"
import type { World } from "../support/suite"
import { type Request, speak } from "../support/wire"
import { COUNTERS } from "../support/witness"
import { assail, BEFORE_US, said } from "./assail"
import { type Known, salesOf } from "./known"
import { isForged, isStorable, knockByGet, knockByPost, path, posted, tooMuch, wrongSecret } from "./requests"
import { spelled } from "./words"

const PORT = () => Number(process.env.PORT)
const NOBODY = { session: "payses_00000000000000000000000000", invoice: "00000000-0000-4000-8000-000000000000" }

const REASONS = ["THROTTLED", "NOT_PAID", "SESSION_MISSING", "DUPLICATE", "AMOUNT_MISMATCH"]

/** Everybody on the internet may knock here: whatever they say, nobody's money moves and nobody learns anything. */
export function doors(world: World, known: () => Known): void {
  const alone = (requests: Arbitrary<Request>) => requests.map((request) => [request])
  const forged = (requests: Arbitrary<Request>) => alone(requests.filter((request) => isForged(known(), request)))
  const withKey = (requests: Arbitrary<Request>) =>
    requests.map((request): Request => ({
      ...request,
      headers: [...(request.headers ?? []), ["x-publishable-api-key", world.shop().demo.publishable_key]],
    }))
  /** Calls in one span of the throttle: one for each invoice. */
  const throttled = () => salesOf(known()).length + 1

  it("GET /webhooks/qpay: one answer to every forgery, no call, nothing moves", async () => {
    const nobody = await speak(PORT(), { method: "GET", target: `/webhooks/qpay?session=${NOBODY.session}&token=x` })
    const person = await speak(PORT(), { method: "GET", target: "/webhooks/qpay" })
    expect(nobody).toMatchObject({ status: 200, body: "SUCCESS" })
    const look: Parameters<typeof assail>[2] = ([answer]) => {
      if (!BEFORE_US.includes(answer!.status)) expect([said(nobody), said(person)]).toContainEqual(said(answer!))
    }
    await assail(world, forged(knockByGet(known())), look, { runs: 60 })
  })

  it("POST /webhooks/qpay: no forgery learns an id, and QPay is asked through the throttle only", async () => {
    const look: Parameters<typeof assail>[2] = ([answer]) => {
      if (BEFORE_US.includes(answer!.status)) return
      const { reason, ...rest } = JSON.parse(answer!.body)
      expect(rest).toEqual({ ok: true, processed: false, session_id: null, order_id: null })
      expect(REASONS).toContain(reason)
    }
    await assail(world, forged(knockByPost(known())), look, { runs: 60, ignoring: COUNTERS, calls: throttled() })
  })

  it("with a wrong secret, on either form: as if there were no such sale", async () => {
    const sale = fc.constantFrom(...salesOf(known()))
    const name = fc.constantFrom("session", "sender_invoice_no")
    const cases = fc
      .record({ sale, name, token: wrongSecret(known()), way: fc.constantFrom("get", "query", "body") })
      .chain((drawn) => spelled(fc.constant(drawn.token)).map((inQuery) => ({ ...drawn, inQuery })))
      .map(({ sale: { session, invoiceId }, name, token, inQuery, way }) => {
        const as = (id: string, invoice_id: string): Request => {
          if (way === "get") return { method: "GET", target: `/webhooks/qpay?session=${id}&token=${inQuery}` }
          const json = JSON.stringify({ [name]: id, invoice_id, ...(way === "body" ? { token } : {}) })
          const target = `/webhooks/qpay${way === "query" ? `?token=${inQuery}` : ""}`
          return { method: "POST", target, headers: [["content-type", "application/json"]], body: Buffer.from(json) }
        }
        return [as(session.id, invoiceId), as(NOBODY.session, NOBODY.invoice)]
      })
      // Without any secret it is a hint, which is another matter.
      .filter(([real]) => isForged(known(), real!) && !/token=$|"token":""/.test(`${real!.target} ${real!.body}`))
    await assail(world, cases, ([real, nobody]) => expect(said(real!)).toEqual(said(nobody!)), { runs: 40 })
  })

  it.each(["GET", "POST"] as const)(
    "%s of a payment's status: what is public, or one answer for the rest",
    async (method) => {
      const after = method === "POST" ? "/check" : ""
      const before = "/store/qpay/payment-sessions/"
      const nobody = await world.shop().store(method, `/qpay/payment-sessions/${NOBODY.session}${after}`)
      const look: Parameters<typeof assail>[2] = ([answer]) => {
        if (answer!.status === 200) {
          const { payment_session, check } = JSON.parse(answer!.body)
          expect(Object.keys(payment_session).sort()).toEqual(STATUS_FIELDS)
          expect(method === "GET" ? [undefined] : ["asked", "not_needed"]).toContain(check)
        } else if (!BEFORE_US.includes(answer!.status)) {
          expect(answer!.status).toBe(404)
          if (/^{/.test(answer!.body)) expect(JSON.parse(answer!.body)).toEqual(nobody.data)
        }
      }
      const bounds = method === "GET" ? { runs: 30 } : { runs: 20, ignoring: COUNTERS, calls: throttled() }
      await assail(world, alone(withKey(path(known(), method, before, after))), look, bounds)
    }
  )

  it.each([
    ["GET", "/qpay/pay/", ""],
    ["POST", "/qpay/pay/", "/check"],
    ["POST", "/qpay/pay/", "/renew"],
    ["GET", "/qpay/pay/", "/events"],
    ["GET", "/qpay/pay/", "/logos/khan"],
    ["GET", "/qpay/assets/", ""],
    ["POST", "/store/qpay/payment-sessions/", "/renew"],
    ["GET", "/store/qpay/payment-sessions/", "/events"],
  ] as const)("%s %s…%s: a link that nobody was given leads nowhere", async (method, before, after) => {
    const real = salesOf(known()).map(({ session }) => session.id)
    const others = path(known(), method, before, after).filter(({ target }) => !real.some((id) => target.includes(id)))
    const look: Parameters<typeof assail>[2] = ([answer]) => expect([404, ...BEFORE_US]).toContain(answer!.status)
    await assail(world, alone(withKey(others)), look, { runs: 8 })
  })

  it("POST /store/qpay/payment-sessions: no QR for what is no cart", async () => {
    const requests = withKey(posted(known(), "/store/qpay/payment-sessions"))
    const look: Parameters<typeof assail>[2] = ([answer]) => expect([404, ...BEFORE_US]).toContain(answer!.status)
    await assail(world, alone(requests), look, { runs: 20 })
  })

  it("POST /store/carts/:id/complete: no cart that is not there", async () => {
    const mine = salesOf(known()).map(({ cartId }) => `/store/carts/${cartId}/complete`)
    const others = path(known(), "POST", "/store/carts/", "/complete").filter(
      ({ target }) => !mine.includes(decodeURIComponent(target)) && isStorable(target)
    )
    await assail(world, alone(withKey(others)), ([answer]) => expect(answer!.status).not.toBe(200), { runs: 20 })
  })

  it("POST /hooks/payment/…, Medusa's own door: nothing moves, not later either", async () => {
    const doors = fc.constantFrom("qpay_qpay", "qpay_branch2", "qpay_qpay", "pp_qpay_qpay", "qpay_nobody")
    const requests = doors.chain((door) => posted(known(), `/hooks/payment/${door}`))
    const bounds = { runs: 30, ignoring: COUNTERS, calls: throttled() }
    await assail(world, forged(requests), () => {}, bounds)
  })

  it("bodies too long, broken or packed: refused, and the next one is served", async () => {
    const targets = ["/webhooks/qpay", "/hooks/payment/qpay_qpay", `/store/carts/${known().open.cartId}/complete`]
    const requests = withKey(fc.constantFrom(...targets).chain((target) => tooMuch(known(), target)))
    const look: Parameters<typeof assail>[2] = ([answer]) => expect([0, ...BEFORE_US]).toContain(answer!.status)
    await assail(world, alone(requests), look, { runs: 10 })
    expect((await world.shop().send("GET", "/health")).status).toBe(200)
  })
}
