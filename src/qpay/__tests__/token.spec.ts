import { QPayError } from "../errors"
import { QPayHttp } from "../http"
import { Token, TokenCache, TokenSource } from "../token"
import { BASIC, errorOf, PASSWORD, startServer, TestServer, tokenBody, USERNAME } from "./test-server"

const LOGIN = "POST /v2/auth/token"
const REFRESH = "POST /v2/auth/refresh"
const START = Date.parse("2026-11-20T10:00:00Z")
const DAY = 86_400_000

let server: TestServer
let now: number
let slept: number[]

beforeEach(async () => {
  server = await startServer()
  now = START
  slept = []
  answerLogins(() => Math.floor((now + DAY) / 1000))
})
afterEach(() => server.stop())

function answerLogins(expiresIn: () => number) {
  let logins = 0
  server.route(LOGIN, () => ({ json: tokenBody(`access-${(logins += 1)}`, expiresIn()) }))
  server.route(REFRESH, () => ({ json: tokenBody(`refreshed-${(logins += 1)}`, expiresIn()) }))
}

function source(cache?: TokenCache, attempts = 1) {
  const clock = { now: () => now, random: () => 1, sleep: async (ms: number) => void slept.push(ms) }
  const http = new QPayHttp({ baseUrl: server.url, secrets: [PASSWORD], clock })
  return new TokenSource({
    http,
    username: USERNAME,
    password: PASSWORD,
    timeoutMs: 1000,
    attempts,
    cache,
    clock,
  })
}

const getMany = (tokens: TokenSource, callers: number) =>
  Promise.all(Array.from({ length: callers }, () => tokens.get()))

it("logs in with HTTP Basic and an empty body", async () => {
  expect(await source().get()).toBe("access-1")
  expect(server.seen[0]).toMatchObject({ method: "POST", path: "/v2/auth/token", body: "" })
  expect(server.seen[0]?.headers.authorization).toBe(BASIC)
})

it("logs in once for 50 callers, and not again for the next 50", async () => {
  const tokens = source()
  expect(new Set(await getMany(tokens, 50))).toEqual(new Set(["access-1"]))
  await getMany(tokens, 50)
  expect(server.count(LOGIN)).toBe(1)
})

describe("expiry", () => {
  it("reads expires_in as a Unix time and refreshes a minute before, with the refresh token as bearer", async () => {
    const tokens = source()
    await tokens.get()
    now = START + DAY - 60_001
    expect(await tokens.get()).toBe("access-1")
    now = START + DAY - 60_000
    expect(new Set(await getMany(tokens, 20))).toEqual(new Set(["refreshed-2"]))
    expect([server.count(LOGIN), server.count(REFRESH)]).toEqual([1, 1])
    expect(server.seen[1]).toMatchObject({ body: "", headers: { authorization: "Bearer refresh-of-access-1" } })
  })

  it("reads a small expires_in as seconds from now", async () => {
    answerLogins(() => 3600)
    const tokens = source()
    await tokens.get()
    now = START + 3_539_000
    expect(await tokens.get()).toBe("access-1")
    now = START + 3_540_000
    expect(await tokens.get()).toBe("refreshed-2")
  })

  it("does not log in for every call when tokens are short-lived or our clock is wrong", async () => {
    for (const expiresIn of [40, Math.floor((START - DAY) / 1000)]) {
      answerLogins(() => expiresIn)
      const tokens = source()
      const before = server.count(LOGIN)
      await getMany(tokens, 3)
      now += 15_000
      await tokens.get()
      expect(server.count(LOGIN) - before).toBe(1)
    }
  })

  it("logs in again when the refresh token is refused", async () => {
    server.route(REFRESH, { status: 401, json: { error: "NO_CREDENTIALS", message: "NO_CREDENTIALS" } })
    const tokens = source()
    await tokens.get()
    now = START + DAY - 30_000
    expect(await tokens.get()).toBe("access-2")
    expect([server.count(LOGIN), server.count(REFRESH)]).toEqual([2, 1])
  })

  it("does not try a refresh token that has expired", async () => {
    const tokens = source()
    await tokens.get()
    now = START + DAY + 1
    expect(await tokens.get()).toBe("access-2")
    expect(server.count(REFRESH)).toBe(0)
  })
})

describe("drop", () => {
  it("causes one login however many callers drop the same dead token", async () => {
    const tokens = source()
    const dead = await tokens.get()
    const again = await Promise.all(
      Array.from({ length: 20 }, async (_, caller) => {
        await new Promise((resolve) => setTimeout(resolve, caller * 2))
        tokens.drop(dead)
        return tokens.get()
      })
    )
    expect(new Set(again)).toEqual(new Set(["access-2"]))
    expect([server.count(LOGIN), server.count(REFRESH)]).toEqual([2, 0])
  })
})

describe("a refused login", () => {
  const refusal = { status: 401, json: { error: "AUTHENTICATION_FAILED", message: "Нэвтрэх нэр, нууц үг буруу" } }

  it("is remembered for ten seconds, then tried anew", async () => {
    server.route(LOGIN, refusal)
    const tokens = source(undefined, 3)
    const first = await errorOf<QPayError>(tokens.get())
    expect(first).toMatchObject({ code: "AUTHENTICATION_FAILED", status: 401, retryable: false })
    now += 9_999
    expect(await errorOf(tokens.get())).toBe(first)
    expect(server.count(LOGIN)).toBe(1)
    now += 1
    answerLogins(() => 3600)
    expect(await tokens.get()).toBe("access-1")
  })

  it("is not remembered when QPay was only busy", async () => {
    server.route(LOGIN, { status: 500, json: { error: "SYSTEM_BUSY" } })
    const tokens = source()
    await errorOf(tokens.get())
    answerLogins(() => 3600)
    expect(await tokens.get()).toBe("access-1")
  })
})

it.each([
  ["no access token", { expires_in: 3600 }],
  ["a token that would break a header", { access_token: "a\r\nX: b", expires_in: 3600 }],
  ["no expiry", { access_token: "abc" }],
  ["an unreadable expiry", { access_token: "abc", expires_in: "tomorrow" }],
])("refuses an answer with %s", async (_, json) => {
  server.route(LOGIN, { json })
  expect(await errorOf(source().get())).toMatchObject({ code: "BAD_ANSWER", endpoint: LOGIN })
})

describe("a shared cache", () => {
  const memory = () => {
    const box: { token: Token | null } = { token: null }
    return { box, get: async () => box.token, set: async (token: Token) => void (box.token = token) }
  }

  it("lets a second server use the first one's token", async () => {
    const cache = memory()
    await source(cache).get()
    expect(await source(cache).get()).toBe("access-1")
    expect(server.count(LOGIN)).toBe(1)
  })

  it("is not believed about a token that QPay refused, and gives the newer one of another server", async () => {
    const cache = memory()
    const [one, two] = [source(cache), source(cache)]
    const dead = await one.get()
    await two.get()
    one.drop(dead)
    expect(await one.get()).toBe("access-2")
    two.drop(dead)
    expect(await two.get()).toBe("access-2")
    expect(server.count(LOGIN)).toBe(2)
  })

  it("is looked into once more, a moment later, before a dead token is replaced by a login", async () => {
    const cache = memory()
    const one = source(cache)
    one.drop(await one.get())
    const fresher = { ...(cache.box.token as Token), accessToken: "of-another-server" }
    const late = { ...cache, get: () => (slept.length ? Promise.resolve(fresher) : cache.get()) }
    const two = source(late)
    two.drop(await two.get())
    expect(await two.get()).toBe("of-another-server")
    expect(slept).toEqual([1000])
    expect(server.count(LOGIN)).toBe(1)
  })

  it("gives another token than a new and dead one, without a login", async () => {
    const cache = memory()
    const one = source(cache)
    const dead = await one.get()
    expect(await one.another(dead)).toBeNull()
    cache.box.token = { ...(cache.box.token as Token), accessToken: "of-another-server" }
    expect(await one.another(dead)).toBe("of-another-server")
    expect(await one.get()).toBe("of-another-server")
    expect(server.count(LOGIN)).toBe(1)
  })

  it("that keeps nothing makes nobody wait", async () => {
    const alone = { get: async () => null, set: () => Promise.reject(new Error("no such module")) }
    const tokens = source(alone)
    const dead = await tokens.get()
    tokens.drop(dead)
    expect(await tokens.get()).toBe("access-2")
    expect(await tokens.another("access-2")).toBeNull()
    expect(slept).toEqual([])
  })

  it.each([
    ["throws", { get: () => Promise.reject(new Error("down")), set: () => Promise.reject(new Error("down")) }],
    ["hangs", { get: () => new Promise<Token>(() => undefined), set: () => new Promise<void>(() => undefined) }],
    ["holds rubbish", { get: async () => ({ accessToken: 5 }) as unknown as Token, set: async () => undefined }],
    [
      "holds an old token",
      { get: async () => ({ accessToken: "old", renewAt: 1 }) as Token, set: async () => undefined },
    ],
  ])("that %s is ignored", async (_, cache) => {
    expect(await source(cache).get()).toBe("access-1")
  })
})
