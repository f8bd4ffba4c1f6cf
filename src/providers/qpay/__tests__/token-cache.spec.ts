import type { ICachingModuleService } from "@medusajs/framework/types"
import { type CallInfo, QPayClient, type Token } from "../../../qpay"
import { SANDBOX_ACCOUNT, type Simulator, startSimulator } from "../../../simulator"
import { sharedTokenCache } from "../token-cache"

const NOW = Date.parse("2026-11-20T10:00:00Z")
const account = { account: "0123456789abcdef", username: "SHOP", password: "a-secret-password" }
const token: Token = {
  accessToken: "access-token-of-the-shop",
  refreshToken: "refresh-token-of-the-shop",
  renewAt: NOW + 3_000_500,
  expiresAt: NOW + 3_060_500,
  refreshExpiresAt: NOW + 3_060_500,
}

type Stored = Parameters<ICachingModuleService["set"]>[0]

/** Keeps what it is given as Redis would: as text. Its look into the real module is in the tests with two servers. */
function box() {
  const texts = new Map<string, string>()
  const sets: Stored[] = []
  const caching = {
    get: async ({ key }: { key: string }) => JSON.parse(texts.get(key) ?? "null"),
    set: async (stored: Stored) => {
      sets.push(stored)
      texts.set(stored.key, JSON.stringify(stored.data))
    },
  } as unknown as ICachingModuleService
  return { texts, sets, caching }
}

const KEY = "qpay:token:0123456789abcdef"
const cacheOf = (caching: ICachingModuleService | undefined, options = account) =>
  sharedTokenCache({ caching }, options, () => NOW)

it("gives another server of the account the same token", async () => {
  const { caching } = box()
  await cacheOf(caching).set(token)
  expect(await cacheOf(caching).get()).toEqual(token)
})

it("stores nothing that can be read: no token, no name, no password, and never the same text twice", async () => {
  const { caching, texts } = box()
  await cacheOf(caching).set(token)
  const first = texts.get(KEY) as string
  await cacheOf(caching).set(token)
  expect(texts.get(KEY)).not.toBe(first)
  const bytes = Buffer.from(JSON.parse(first).sealed, "base64").toString("latin1")
  for (const text of [first, bytes]) {
    for (const secret of [token.accessToken, token.refreshToken, "accessToken", account.username, account.password]) {
      expect(text).not.toContain(secret)
    }
  }
})

it("says how long the token is of use, in whole seconds, and keeps Medusa's own invalidation away from it", async () => {
  const { caching, sets } = box()
  await cacheOf(caching).set(token)
  await cacheOf(caching).set({ ...token, renewAt: NOW - 1 })
  expect(sets.map(({ ttl }) => ttl)).toEqual([3001, 1])
  expect(sets[0]).toMatchObject({ key: KEY, tags: [], options: { autoInvalidate: false } })
})

it.each([
  ["another password", { ...account, password: "another-password" }],
  ["another name", { ...account, username: "OTHER" }],
])("opens for nobody with %s", async (_, other) => {
  const { caching } = box()
  await cacheOf(caching).set(token)
  expect(await cacheOf(caching, other).get()).toBeNull()
})

it("opens nothing under another account's key", async () => {
  const { caching, texts } = box()
  await cacheOf(caching).set(token)
  texts.set("qpay:token:other", texts.get(KEY) as string)
  expect(await cacheOf(caching, { ...account, account: "other" }).get()).toBeNull()
})

it("takes a value with any byte changed, cut short or of another kind for absent", async () => {
  const { caching, texts } = box()
  const cache = cacheOf(caching)
  await cache.set(token)
  const sealed = Buffer.from(JSON.parse(texts.get(KEY) as string).sealed, "base64")
  const put = (bytes: Buffer) => texts.set(KEY, JSON.stringify({ sealed: bytes.toString("base64") }))
  for (let place = 0; place < sealed.length; place++) {
    const changed = Buffer.from(sealed)
    changed[place] = (changed[place] as number) ^ 1
    put(changed)
    expect(await cache.get()).toBeNull()
  }
  for (const length of [0, 5, 12, 27, 28, sealed.length - 1]) {
    put(sealed.subarray(0, length))
    expect(await cache.get()).toBeNull()
  }
  for (const rubbish of [JSON.stringify(token), '"text"', "{}", '{"sealed":5}', "[]", "true", "null"]) {
    texts.set(KEY, rubbish)
    expect(await cache.get()).toBeNull()
  }
  put(sealed)
  expect(await cache.get()).toEqual(token)
})

it("without the module nothing is there and nothing can be shared", async () => {
  const throwing: Record<string, unknown> = new Proxy({}, { get: () => fail("AwilixResolutionError") })
  for (const cradle of [{}, { caching: undefined }, throwing]) {
    const cache = sharedTokenCache(cradle, account)
    expect(await cache.get()).toBeNull()
    await expect(cache.set(token)).rejects.toThrow("not configured")
  }
})

it("finds a module that comes after the provider was made", async () => {
  const cradle: { caching?: ICachingModuleService } = {}
  const cache = sharedTokenCache(cradle, account, () => NOW)
  cradle.caching = box().caching
  await cache.set(token)
  expect(await cache.get()).toEqual(token)
})

describe("two servers at a QPay where a new login kills the old token", () => {
  let qpay: Simulator
  beforeEach(async () => {
    qpay = await startSimulator()
    qpay.state.settings.new_login_kills_old_token = true
  })
  afterEach(() => qpay.close())

  const { username, password } = SANDBOX_ACCOUNT
  const logins = () => qpay.state.calls.filter(({ endpoint }) => endpoint === "token").length
  /** `random` decides who logs in first when both have lost their token; waiting is shortened, its order is kept. */
  const server = (caching: ICachingModuleService | undefined, random: number) => {
    const seen: CallInfo[] = []
    const tokenCache = sharedTokenCache({ caching }, { account: "shop", username, password })
    const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 4))
    const options = { baseUrl: qpay.url, username, password, tokenCache, random: () => random, sleep }
    return { seen, client: new QPayClient({ ...options, onCall: (info) => seen.push(info) }) }
  }
  const ask = ({ client }: ReturnType<typeof server>, calls = 1) =>
    Promise.all(
      Array.from({ length: calls }, () =>
        client.checkPayment("00000000-0000-4000-8000-000000000000").catch(({ code }) => code)
      )
    )
  const unknown = (calls: number) => Array(calls).fill("INVOICE_NOTFOUND")

  /** Sharing is not waited for by those who do it. */
  const written = async (texts: Map<string, string>) => {
    while (texts.size === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  it("a server that starts later makes no login of its own", async () => {
    const { caching, texts } = box()
    await ask(server(caching, 0))
    await written(texts)
    await ask(server(caching, 0))
    expect(logins()).toBe(1)
  })

  it("whose token another has replaced drops it and uses the shared one", async () => {
    const { caching, texts } = box()
    const [one, two] = [server(caching, 0), server(caching, 0)]
    await ask(one)
    await written(texts)
    await ask(two)
    qpay.state.tokens.clear()
    expect(await ask(one)).toEqual(unknown(1))
    expect(logins()).toBe(2)
    two.seen.length = 0
    expect(await ask(two)).toEqual(unknown(1))
    expect(two.seen.map(({ status }) => status)).toEqual([401, 422])
    expect(logins()).toBe(2)
  })

  it("20 calls on both at once whenever the token is killed: one login for each kill, and no call fails", async () => {
    const { caching, texts } = box()
    const [one, two] = [server(caching, 0), server(caching, 1)]
    await ask(one)
    await written(texts)
    await ask(two)
    for (let kill = 1; kill <= 5; kill++) {
      qpay.state.tokens.clear()
      const heard = await Promise.all([ask(one, 20), ask(two, 20)])
      expect(heard).toEqual([unknown(20), unknown(20)])
      expect(logins()).toBe(1 + kill)
    }
  })

  it("finds a shared token dead as well, and then logs in", async () => {
    const { caching, texts } = box()
    const [one, two] = [server(caching, 0), server(caching, 0)]
    await ask(one)
    await written(texts)
    const first = texts.get("qpay:token:shop")
    qpay.state.tokens.clear()
    await ask(two)
    while (texts.get("qpay:token:shop") === first) await new Promise((resolve) => setTimeout(resolve, 5))
    qpay.state.tokens.clear()
    one.seen.length = 0
    expect(await ask(one)).toEqual(unknown(1))
    expect(one.seen.map(({ endpoint, status }) => `${endpoint} ${status}`)).toEqual([
      "POST /v2/payment/check 401",
      "POST /v2/payment/check 401",
      "POST /v2/auth/token 200",
      "POST /v2/payment/check 422",
    ])
  })

  it("that always log in at the very same moment make two logins each at most, whatever the calls, and recover", async () => {
    const { caching } = box()
    const [one, two] = [server(caching, 0), server(caching, 0)]
    for (let kill = 1; kill <= 5; kill++) {
      qpay.state.tokens.clear()
      const before = logins()
      await Promise.all([ask(one, 20), ask(two, 20)])
      expect(logins() - before).toBeLessThanOrEqual(4)
      expect(await ask(one)).toEqual(unknown(1))
      expect(await ask(two)).toEqual(unknown(1))
    }
  })

  it("that cannot share still work, one call after the other", async () => {
    const [one, two] = [server(undefined, 0), server(undefined, 0)]
    for (let turn = 0; turn < 3; turn++) {
      expect(await ask(one)).toEqual(unknown(1))
      expect(await ask(two)).toEqual(unknown(1))
    }
  })
})

function fail(message: string): never {
  throw new Error(message)
}
