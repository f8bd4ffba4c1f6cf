import { type Checkout, type CheckoutOptions, createCheckout } from "../checkout"
import type { Page } from "../page"
import { bare, payment } from "./fixtures"
import { event, json, pause, startServer, stream, until } from "./test-server"

const SESSIONS = "/store/qpay/payment-sessions"
const ONE = `${SESSIONS}/payses_1`
const TWO = `${SESSIONS}/payses_2`
const quick = { pollMs: 20, pollMaxMs: 80, slowMs: 30, slowMaxMs: 60, streamMs: 30, streamMaxMs: 60, silenceMs: 5000 }

let server: Awaited<ReturnType<typeof startServer>>
let checkout: Checkout

beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  checkout.destroy()
  await server.stop()
})

function follow(options: CheckoutOptions = {}): Checkout {
  const source = options.cartId || options.endpoint ? {} : { sessionId: "payses_1" }
  checkout = createCheckout({ backend: server.url, publishableKey: "pk_1", pace: quick, ...source, ...options })
  checkout.start()
  return checkout
}

const status = () => checkout.getState().status?.status
const noStream = (response: Parameters<typeof json>[0]) => json(response, { message: "no streams" }, 503)
const session = (response: Parameters<typeof json>[0], what: unknown, more = {}) =>
  json(response, { payment_session: what, ...more })

describe("by stream", () => {
  test("follows a payment from the QR to the order, and then nothing is open any more", async () => {
    let feed: Parameters<typeof stream>[0] | undefined
    server.answer(({ path }, response) => {
      if (!path.endsWith("/events")) return session(response, payment())
      feed = response
      stream(response, payment())
    })
    follow()
    expect(checkout.getState().phase).toBe("loading")
    await until(() => status() === "pending" && feed)
    expect(checkout.getState().status?.payment?.qr_text).toBeTruthy()

    await pause(50) // the stream lives, so nothing is asked
    const asked = server.count(ONE)
    await pause(100)
    expect(server.count(ONE)).toBe(asked)

    event(feed!, bare({ status: "paid", paid_amount: 12000 }))
    await until(() => status() === "paid")
    event(feed!, bare({ status: "order_placed", order_id: "order_1" }))
    await until(() => status() === "order_placed")
    await until(() => server.open.size === 0)
    const total = server.seen.length
    await pause(100)
    expect(server.seen).toHaveLength(total)
    expect(server.seen.every(({ headers }) => headers["x-publishable-api-key"] === "pk_1")).toBe(true)
  })

  test("goes on where it was cut, with the last event's id", async () => {
    let cuts = 0
    server.answer(({ path }, response) => {
      if (!path.endsWith("/events")) return session(response, payment())
      stream(response, bare())
      if (++cuts === 1) setTimeout(() => response.destroy(), 20)
    })
    follow()
    await until(() => server.count("/events") === 2)
    const [first, second] = server.seen.filter(({ path }) => path.endsWith("/events"))
    expect(first?.headers["last-event-id"]).toBeUndefined()
    expect(second?.headers["last-event-id"]).toMatch(/^\d+$/)
  })

  test("takes a silent stream for dead and asks instead", async () => {
    server.answer(({ path }, response) => (path.endsWith("/events") ? stream(response) : session(response, payment())))
    follow({ pace: { ...quick, silenceMs: 60 } })
    await until(() => server.count("/events") >= 2)
  })
})

describe("without a stream", () => {
  test.each([
    ["refused", noStream],
    ["no stream at all", (response: Parameters<typeof json>[0]) => response.end("<html>")],
    ["cut at once", (response: Parameters<typeof json>[0]) => response.destroy()],
  ])("%s: asks until the order is placed", async (_, events) => {
    let asked = 0
    server.answer(({ path }, response) => {
      if (path.endsWith("/events")) return events(response)
      session(response, ++asked < 4 ? payment() : bare({ status: "order_placed", order_id: "order_1" }))
    })
    follow()
    await until(() => status() === "order_placed")
    expect(server.count("/events")).toBeGreaterThan(0)
  })

  test("asks again whatever goes wrong, keeps what it knew, and says offline meanwhile", async () => {
    const troubles = [409, 500, 502, 429, 408]
    let broken = false
    let tries = 0
    server.answer(({ path }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      if (!broken) return session(response, tries ? bare({ status: "paid" }) : payment())
      const trouble = troubles[tries++]
      if (trouble) return json(response, { message: "later" }, trouble)
      if (tries === troubles.length + 1) return response.destroy()
      if (tries === troubles.length + 2) return response.end("<html>a proxy's page")
      if (tries === troubles.length + 3) return json(response, { payment_session: null })
      broken = false
      session(response, bare({ status: "paid" }))
    })
    follow()
    await until(() => checkout.getState().phase === "waiting")
    broken = true
    await until(() => checkout.getState().phase === "offline")
    // None of these is a sentence for the shopper.
    expect(checkout.getState()).toMatchObject({ connected: false, error: { mn: null, en: null } })
    expect(checkout.getState().status?.payment?.qr_text).toBeTruthy()
    await until(() => checkout.getState().phase === "paid")
    expect(tries).toBe(troubles.length + 4)
  })

  test("waits as long as the server asks for", async () => {
    server.answer(({ path }, response) =>
      path.endsWith("/events") ? noStream(response) : json(response, { message: "busy" }, 503, { "retry-after": "1" })
    )
    follow()
    await until(() => server.count(ONE) === 1)
    await pause(400)
    expect(server.count(ONE)).toBe(1)
  })

  test("an unknown session is said once, with the plugin's words in both languages", async () => {
    const message = "Ийм төлбөр олдсонгүй / There is no such payment"
    server.answer((_, response) => json(response, { type: "not_found", code: "x", message }, 404))
    follow()
    await until(() => checkout.getState().phase === "unavailable")
    expect(checkout.getState().error).toMatchObject({
      http: 404,
      code: "x",
      mn: "Ийм төлбөр олдсонгүй",
      en: "There is no such payment",
    })
    await pause(100)
    expect(server.count(ONE)).toBe(1)
  })

  test("keeps looking at an expired payment, for money that comes late", async () => {
    let asked = 0
    server.answer(({ path }, response) =>
      path.endsWith("/events")
        ? noStream(response)
        : session(response, bare({ status: ++asked < 4 ? "expired" : "paid" }))
    )
    follow()
    await until(() => status() === "expired")
    await until(() => status() === "paid")
  })

  test("asks when the time is up, and lets the server say it", async () => {
    const soon = { expires_at: "2026-11-20T06:00:00.150Z" }
    let asked = 0
    server.answer(({ path }, response) =>
      path.endsWith("/events")
        ? stream(response, payment(soon))
        : session(response, ++asked === 1 ? payment(soon) : bare({ status: "expired", ...soon }))
    )
    follow()
    await until(() => checkout.remainingMs() === 0)
    expect(status()).toBe("pending")
    await until(() => status() === "expired")
    expect(asked).toBe(2)
  })
})

describe("the shopper's page", () => {
  test("asks at once when the shopper comes back or the network does, and pauses longer while hidden", async () => {
    let hidden = false
    const events: { returned?: () => void; left?: () => void } = {}
    const page: Page = {
      hidden: () => hidden,
      offline: () => false,
      listen(returned, left) {
        Object.assign(events, { returned, left })
        return () => Object.assign(events, { returned: undefined, left: undefined })
      },
    }
    server.answer(({ path }, response) =>
      path.endsWith("/events") ? noStream(response) : session(response, payment())
    )
    follow({ page, pace: { ...quick, pollMs: 40, pollMaxMs: 60_000 } })
    await until(() => server.count(ONE) > 3)
    hidden = true
    events.left?.()
    await pause(1000) // 40, 80, 160, 320 and 640 ms
    const whileHidden = server.count(ONE)
    await pause(200)
    expect(server.count(ONE)).toBeLessThanOrEqual(whileHidden + 1)
    const before = server.count(ONE)
    hidden = false
    events.returned?.()
    events.returned?.()
    await until(() => server.count(ONE) > before)
    checkout.destroy()
    expect(events.returned).toBeUndefined()
  })
})

describe("answers that come late", () => {
  test("an older answer does not take money from the screen", async () => {
    let slow: Parameters<typeof json>[0] | undefined
    server.answer(({ path, method }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      if (method === "POST") return session(response, bare({ status: "paid" }), { check: "asked" })
      slow = response // the first question hangs
    })
    follow()
    await until(() => slow)
    await checkout.check()
    expect(status()).toBe("paid")
    const late = slow!
    server.answer((_, response) => noStream(response))
    session(late, payment())
    await pause(100)
    expect(status()).toBe("paid")
  })
})

describe("callbacks", () => {
  test("tell each thing once per session, also after a restart", async () => {
    const told: string[] = []
    let answer = bare({ status: "expired" })
    server.answer(({ path }, response) => (path.endsWith("/events") ? noStream(response) : session(response, answer)))
    follow({
      onExpired: ({ id }) => told.push(`expired ${id}`),
      onPaid: ({ id }) => told.push(`paid ${id}`),
      onOrder: (orderId) => told.push(orderId),
    })
    await until(() => told.length === 1)
    checkout.destroy()
    checkout.start()
    await until(() => server.count(ONE) > 3)
    answer = bare({ status: "order_placed", order_id: "order_1" })
    await until(() => told.length === 3)
    checkout.destroy()
    checkout.start()
    await pause(100)
    expect(told).toEqual(["expired payses_1", "paid payses_1", "order_1"])
  })

  test("tell of what was known from the start, but not before it is started", async () => {
    const told: string[] = []
    server.answer((_, response) => noStream(response))
    checkout = createCheckout({
      backend: server.url,
      initial: bare({ status: "order_placed", order_id: "order_1" }),
      onOrder: (orderId) => told.push(orderId),
    })
    await pause(20)
    expect(told).toEqual([])
    checkout.start()
    await until(() => told.length === 1)
  })
})

describe("I have paid", () => {
  test("pressed twice asks once, and says that nothing has arrived yet", async () => {
    server.answer(({ path, method }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      if (method === "POST") return void setTimeout(() => session(response, bare(), { check: "asked" }), 50)
      session(response, payment())
    })
    follow()
    await until(() => status() === "pending")
    const both = Promise.all([checkout.check(), checkout.check()])
    await until(() => checkout.getState().phase === "checking")
    await both
    expect(checkout.getState()).toMatchObject({ phase: "waiting", note: "not_yet" })
    expect(server.count("/check", "POST")).toBe(1)
    expect(checkout.getState().status?.payment?.qr_text).toBeTruthy()
  })

  test.each([
    [
      "QPay cannot be asked",
      (response: Parameters<typeof json>[0]) => session(response, bare(), { check: "unavailable" }),
    ],
    ["the server fails", (response: Parameters<typeof json>[0]) => json(response, { message: "x" }, 500)],
  ])("%s: says so and goes on", async (_, check) => {
    server.answer(({ path, method }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      return method === "POST" ? check(response) : session(response, payment())
    })
    follow()
    await until(() => status() === "pending")
    expect(await checkout.check()).toMatchObject({ phase: "waiting", note: "check_unavailable", error: null })
  })
})

describe("a new QR", () => {
  test("is asked for once, in spite of trouble, and the new session is followed", async () => {
    let tries = 0
    server.answer(({ path, method }, response) => {
      if (path === `${ONE}/events` || path === `${TWO}/events`) return noStream(response)
      if (path === `${ONE}/renew`) {
        if (++tries === 1) return json(response, { message: "later" }, 409)
        return void setTimeout(() => session(response, payment({ id: "payses_2", amount: 15000 })), 50)
      }
      if (path === ONE && method === "GET") return session(response, bare({ status: "canceled" }))
      session(response, payment({ id: "payses_2", amount: 15000 }))
    })
    follow()
    await until(() => status() === "canceled")
    void checkout.renew()
    void checkout.renew()
    await until(() => checkout.getState().status?.id === "payses_2")
    expect(checkout.getState()).toMatchObject({ phase: "waiting", renewing: false, status: { amount: 15000 } })
    expect(tries).toBe(2)
    const old = server.count(ONE)
    await until(() => server.count(TWO) > 2)
    expect(server.count(ONE)).toBe(old)
  })

  test("that cannot be had says why", async () => {
    const message = "Сагс хоосон байна / The cart is empty"
    server.answer(({ path, method }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      if (method === "POST") return json(response, { message }, 400)
      session(response, bare({ status: "expired" }))
    })
    follow()
    await until(() => status() === "expired")
    expect(await checkout.renew()).toMatchObject({
      phase: "expired",
      renewing: false,
      error: { en: "The cart is empty" },
    })
    await pause(100)
    expect(checkout.getState().error?.mn).toBe("Сагс хоосон байна")
  })

  test("of a hosted page stays at the page's own address", async () => {
    let id = "payses_1"
    server.answer(({ path }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      if (path.endsWith("/renew")) id = "payses_2"
      session(response, id === "payses_1" ? bare({ status: "expired" }) : payment({ id }))
    })
    follow({ endpoint: `${server.url}/qpay/pay/token`, publishableKey: undefined })
    await until(() => status() === "expired")
    await checkout.renew()
    await until(() => checkout.getState().status?.id === "payses_2" && server.seen.length > 5)
    expect(server.seen.every(({ path }) => path.startsWith("/qpay/pay/token"))).toBe(true)
    expect(server.seen[0]?.headers["x-publishable-api-key"]).toBeUndefined()
  })
})

describe("a cart", () => {
  test("is opened once, however long and often it takes, and then followed as a session", async () => {
    let opened = 0
    server.answer(({ path, method, body }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      if (method === "GET") return session(response, payment())
      expect(JSON.parse(body)).toEqual({ cart_id: "cart_1", provider_id: "pp_qpay_two" })
      if (++opened === 1) return json(response, { message: "QPay is away" }, 503)
      setTimeout(() => session(response, payment()), 60)
    })
    follow({ cartId: "cart_1", providerId: "pp_qpay_two" })
    await until(() => status() === "pending")
    await until(() => server.count(ONE) > 1)
    expect(opened).toBe(2)
  })

  test("says what the server says while QPay is away, and stops by itself when it is refused for good", async () => {
    const away = "QPay хариу өгөхгүй байна / QPay is not answering"
    const refused = "Тохиргоо буруу байна / The settings are not accepted"
    let answer = { message: away, status: 500 }
    server.answer((_, response) => json(response, { type: "x", message: answer.message }, answer.status))
    follow({ cartId: "cart_1" })
    await until(() => checkout.getState().phase === "offline")
    expect(checkout.getState()).toMatchObject({ status: null, error: { mn: "QPay хариу өгөхгүй байна" } })

    const tried = server.count(SESSIONS, "POST")
    const trying = checkout.renew()
    expect(checkout.getState().phase).toBe("loading")
    expect(await trying).toMatchObject({ phase: "offline", error: { en: "QPay is not answering" } })
    expect(server.count(SESSIONS, "POST")).toBeGreaterThan(tried)

    answer = { message: refused, status: 400 }
    await until(() => checkout.getState().phase === "unavailable")
    expect(checkout.getState()).toMatchObject({ renewing: false, error: { en: "The settings are not accepted" } })
    const asked = server.seen.length
    await pause(200)
    expect(server.seen).toHaveLength(asked)
  })

  test("that cannot be paid says why, and can be tried again", async () => {
    let good = false
    server.answer(({ path, method }, response) => {
      if (path.endsWith("/events")) return noStream(response)
      if (method === "POST" && !good) return json(response, { message: "Publishable API key required" }, 400)
      session(response, payment())
    })
    follow({ cartId: "cart_1" })
    await until(() => checkout.getState().phase === "unavailable")
    // Not a sentence of ours, so none for the shopper.
    expect(checkout.getState().error).toMatchObject({ http: 400, mn: null, en: null })
    await pause(100)
    expect(server.count(SESSIONS, "POST")).toBe(1)
    good = true
    expect(await checkout.renew()).toMatchObject({ phase: "waiting", renewing: false, error: null })
  })
})

describe("start and destroy", () => {
  test("destroy ends every request, timer and stream at once; start goes on", async () => {
    server.answer(({ path }, response) => {
      if (path.endsWith("/events")) return stream(response, payment())
      // questions hang
    })
    follow()
    await until(() => status() === "pending" && server.open.size === 2)
    checkout.destroy()
    await until(() => server.open.size === 0)
    const seen = server.seen.length
    await pause(150)
    expect(server.seen).toHaveLength(seen)
    checkout.start()
    await until(() => server.open.size === 2)
  })

  test("React's double start is one watch", async () => {
    server.answer(({ path }, response) =>
      path.endsWith("/events") ? stream(response, payment()) : session(response, payment())
    )
    follow()
    checkout.destroy()
    checkout.start()
    checkout.start()
    await until(() => status() === "pending")
    await pause(100)
    expect(server.open.size).toBe(1)
  })

  test("the state is the same object while polls bring nothing new", async () => {
    server.answer(({ path }, response) =>
      path.endsWith("/events") ? noStream(response) : session(response, payment())
    )
    follow()
    await until(() => status() === "pending")
    const before = checkout.getState()
    const changes = jest.fn()
    checkout.subscribe(changes)
    const asked = server.count(ONE)
    await until(() => server.count(ONE) > asked + 3)
    expect(checkout.getState()).toMatchObject({ status: before.status })
    expect(changes.mock.calls.length).toBeLessThanOrEqual(1)
  })
})
