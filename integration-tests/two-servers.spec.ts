import { eventually } from "./support/eventually"
import { QPay } from "./support/qpay"
import { Redis } from "./support/redis"
import { Server } from "./support/server"
import { inFullTier, perTier } from "./support/tier"

const redisServer = process.env.QPAY_TEST_REDIS
/** Below the job's own tick, so that each tick may read QPay's list once. */
const SWEEP_SECONDS = 9
/** Ends a boot that hangs; a busy machine takes long for two. */
jest.setTimeout(600_000)

const describeWithRedis = redisServer ? describe : describe.skip

describeWithRedis("two servers on one database and one Redis", () => {
  let redis: Redis
  let qpay: QPay
  let one: Server
  let two: Server

  beforeAll(async () => {
    redis = await Redis.start(redisServer as string, Number(process.env.QPAY_TEST_REDIS_PORT))
    qpay = await QPay.start()
    one = await Server.prepare(`qpay-two-${process.env.JEST_WORKER_ID}`, {
      REDIS_URL: redis.url,
      // The job ticks every ten seconds: here it is one more that races for every payment.
      QPAY_RECONCILE_EVERY_SECONDS: String(SWEEP_SECONDS),
    })
    two = one.beside(process.env.QPAY_TEST_SECOND_PORT as string)
    await Promise.all([one.start(), two.start()])
  })
  afterAll(async () => {
    await two?.kill()
    await one?.stop()
    await qpay?.close()
    await redis?.stop()
  })

  const logins = async () =>
    (await qpay.calls()).filter(({ endpoint }) => endpoint === "token" || endpoint === "refresh")

  /** QPay's GET, sent to the server of our choice. */
  async function knock(server: Server, invoiceId: string): Promise<string> {
    const { callback_url, payments } = await qpay.invoice(invoiceId)
    const url = new URL(callback_url)
    const answer = await fetch(
      `${server.url}${url.pathname}${url.search}&qpay_payment_id=${payments.at(-1)?.payment_id}`
    )
    return `${answer.status} ${await answer.text()}`
  }
  const pay = (invoiceId: string) => qpay.pay({ invoice_id: invoiceId, callback: "lost" })

  /** Everything a sale could have twice. */
  async function saleOf(cartId: string) {
    const orders = await one.ordersOf(cartId)
    const [counts] = await one.rows(
      `SELECT count(DISTINCT p.id)::int AS payments, count(DISTINCT c.id)::int AS captures,
              (SELECT count(*)::int FROM order_transaction t WHERE t.order_id = $2) AS transactions
         FROM cart_payment_collection l
         JOIN payment p ON p.payment_collection_id = l.payment_collection_id
         LEFT JOIN capture c ON c.payment_id = p.id
        WHERE l.cart_id = $1`,
      [cartId, orders[0]?.id]
    )
    return { paid: orders.map(({ paid }) => paid), ...counts }
  }
  const ONCE = { paid: ["17000"], payments: 1, captures: 1, transactions: 1 }

  async function sendCallbackToBoth(times: number) {
    const carts = await Promise.all(Array.from({ length: times }, (_, n) => (n % 2 ? one : two).cart()))
    for (const { cartId, collectionId } of carts) {
      const invoiceId = await one.invoice(collectionId)
      await pay(invoiceId)
      expect(await Promise.all([knock(one, invoiceId), knock(two, invoiceId)])).toEqual(["200 SUCCESS", "200 SUCCESS"])
      expect(await saleOf(cartId)).toEqual(ONCE)
    }
  }

  it(
    perTier(
      "the same callback on both at the same time, twice over: one order, one capture, one transaction each",
      "the same callback on both at the same time, ten times over: one order, one capture, one transaction each"
    ),
    () => sendCallbackToBoth(perTier(2, 10))
  )

  /** Medusa takes no lock here: two sessions begun at once are both left, unless the later one sees the other and drops it. */
  async function cartWithTwoQRs() {
    for (;;) {
      const { cartId, collectionId } = await one.cart()
      const begun = await Promise.allSettled([one.invoice(collectionId), two.invoice(collectionId)])
      const rows = await one.rows(
        `SELECT i.id, i.invoice_id FROM qpay_invoice i JOIN payment_session s ON s.id = i.payment_session_id
          WHERE i.cart_id = $1 AND i.state = 'open'`,
        [cartId]
      )
      if (rows.length === 2 && begun.every(({ status }) => status === "fulfilled")) return { cartId, rows }
    }
  }

  it("two QRs of one cart, paid at once, their callbacks on different servers: one order, the other payment named", async () => {
    const { cartId, rows } = await cartWithTwoQRs()
    const [first, second] = rows.map(({ invoice_id }) => invoice_id)
    await Promise.all([pay(first), pay(second)])
    expect(await Promise.all([knock(one, first), knock(two, second)])).toEqual(["200 SUCCESS", "200 SUCCESS"])
    expect(await saleOf(cartId)).toEqual(ONCE)
    const lines = await one.rows(
      `SELECT reason, amount::int FROM qpay_attention WHERE resolved_at IS NULL AND qpay_invoice_id = ANY($1)`,
      [rows.map(({ id }) => id)]
    )
    expect(lines).toEqual([{ reason: "duplicate", amount: 17000 }])
  })

  inFullTier(
    "one killed while it settles: the other waits for its lease to run out and places the order, once",
    async () => {
      const { cartId, collectionId } = await one.cart()
      const invoiceId = await one.invoice(collectionId)
      await pay(invoiceId)
      await qpay.fault({ on: "check", kind: "slow", ms: 20_000 })
      await qpay.forgetCalls()
      const hanging = knock(two, invoiceId).catch(() => "cut off")
      await eventually(async () => expect(await qpay.calls("check")).toHaveLength(1))
      await two.kill()
      expect(await hanging).toBe("cut off")
      expect(await one.ordersOf(cartId)).toEqual([])

      expect(await knock(one, invoiceId)).toBe("200 SUCCESS")
      expect(await saleOf(cartId)).toEqual(ONCE)
    }
  )

  describe("the token, at a QPay where a new login kills the old one", () => {
    const everIssued = new Set<string>()
    const note = () => [...qpay.simulator.state.tokens.keys()].forEach((token) => everIssued.add(token))

    inFullTier("is shared: a server that starts later makes no login of its own", async () => {
      await qpay.settings({ new_login_kills_old_token: true })
      await qpay.forgetCalls()
      await two.start()
      await two.invoice((await two.cart()).collectionId)
      await one.invoice((await one.cart()).collectionId)
      expect(await logins()).toEqual([])
      expect(await qpay.counts()).toMatchObject({ create: 2 })
    })

    inFullTier(
      "is replaced for both when it dies: log-ins stay few, however the calls fall, and no sale is lost",
      async () => {
        const { collectionId: first } = await one.cart()
        const { collectionId: second } = await two.cart()
        for (let kill = 0; kill < 2; kill++) {
          note()
          await qpay.send("POST", "/_sim/tokens/kill")
          await qpay.forgetCalls()
          await Promise.all([one.invoice(first), two.invoice(second)])
          // A server with a token of its own would now kill the other's with every call.
          for (const server of [one, two, one, two]) await server.invoice(server === one ? first : second)
          expect((await logins()).length).toBeLessThanOrEqual(3)
        }
      }
    )

    inFullTier("lies in Redis sealed, for its own life only; no secret of QPay's is ever sent there", async () => {
      note()
      const [key] = redis.heard.match(/mc:qpay:token:[0-9a-f]+/) ?? []
      expect(redis.heard).toContain(`"hset" "${key}" "data" "\\x00{\\"sealed\\":`)
      const [, ttl] = (await redis.ask(`TTL ${key}`)).match(/^:(\d+)/) ?? []
      expect(Number(ttl)).toBeGreaterThan(80_000)
      expect(Number(ttl)).toBeLessThanOrEqual(86_340)

      const callbackSecrets = (await qpay.invoices()).map((invoice) =>
        new URL(invoice.callback_url).searchParams.get("token")
      )
      expect(everIssued.size).toBeGreaterThanOrEqual(4)
      expect(callbackSecrets.length).toBeGreaterThanOrEqual(25)
      for (const secret of [...everIssued, ...callbackSecrets]) expect(redis.heard).not.toContain(secret)
    })
  })

  inFullTier(
    "lost callbacks are found by the job, one order each, and two servers ask QPay no more often than one",
    async () => {
      const carts = await Promise.all([one, two, one].map((server) => server.cart()))
      const invoiceIds = await Promise.all(carts.map(({ collectionId }) => one.invoice(collectionId)))
      await recordPollSlots()
      await qpay.forgetCalls()
      for (const invoiceId of invoiceIds) await pay(invoiceId)
      await eventually(async () => {
        for (const { cartId } of carts) expect(await saleOf(cartId)).toEqual(ONCE)
      })

      const checked = (await qpay.calls("check")).map(({ body }) => body?.object_id)
      expect(checked.sort()).toEqual(invoiceIds.sort())
      // Another invoice is open, so the list is read on: by one of the two servers in each slot.
      await one.invoice((await one.cart()).collectionId)
      const slots = () => one.rows("SELECT 1 FROM poll_slot")
      await eventually(async () => expect((await slots()).length).toBeGreaterThanOrEqual(3))
      await eventually(async () => expect((await qpay.calls("list")).length).toBeGreaterThanOrEqual(2))
      const asked = (await qpay.calls("list")).length
      const turns = await one.rows(
        `SELECT extract(epoch FROM at - lag(at) OVER (ORDER BY at))::float AS gap FROM poll_slot ORDER BY at`
      )
      expect(turns.length).toBeGreaterThanOrEqual(3)
      expect(asked).toBeLessThanOrEqual(turns.length + 1) // one may belong to a slot from before
      for (const { gap } of turns.slice(1)) expect(gap).toBeGreaterThanOrEqual(SWEEP_SECONDS)
    }
  )

  /** The database records when a server takes the slot to read QPay's list: a busy machine blurs when calls arrive. */
  async function recordPollSlots(): Promise<void> {
    await one.rows(`CREATE TABLE poll_slot (at timestamptz NOT NULL)`)
    await one.rows(
      `CREATE FUNCTION note_turn() RETURNS trigger AS $$ BEGIN INSERT INTO poll_slot VALUES (now()); RETURN NEW; END $$ LANGUAGE plpgsql`
    )
    await one.rows(
      `CREATE TRIGGER note_turn AFTER INSERT OR UPDATE OF next_sweep_at ON qpay_account FOR EACH ROW EXECUTE FUNCTION note_turn()`
    )
  }
})
