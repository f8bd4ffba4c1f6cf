import { basic, Desk } from "./desk"

describe("tokens", () => {
  let now: Date
  let desk: Desk
  beforeEach(async () => {
    now = new Date("2026-11-20T06:00:00.400Z")
    desk = await Desk.open({ now: () => now })
  })
  afterEach(() => desk.close())

  const seconds = () => Math.floor(now.getTime() / 1000)
  const refresh = (token: string) => desk.raw("POST", "/v2/auth/refresh", undefined, `Bearer ${token}`)

  it("answers QPay's eight fields in its order, with an absolute expiry", async () => {
    const { status, json } = await desk.login()
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual([
      "token_type",
      "refresh_expires_in",
      "refresh_token",
      "access_token",
      "expires_in",
      "scope",
      "not-before-policy",
      "session_state",
    ])
    expect(json).toMatchObject({
      token_type: "bearer",
      expires_in: seconds() + 86_400,
      refresh_expires_in: seconds() + 86_400,
      scope: "get_token",
      "not-before-policy": "0",
    })
    const claims = JSON.parse(Buffer.from(json.access_token.split(".")[1], "base64url").toString())
    expect(claims).toMatchObject({ iat: seconds(), exp: 2 * seconds() + 86_400 })
    expect(claims.merchant_id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it("takes Basic only", async () => {
    const body = { username: "TEST_MERCHANT", password: "123456" }
    expect((await desk.raw("POST", "/v2/auth/token", body)).status).toBe(401)
    expect((await desk.raw("POST", "/v2/auth/token", {}, basic("TEST_MERCHANT", "123456"))).status).toBe(200)
    expect((await desk.raw("POST", "/v2/auth/token", {}, basic("TEST_MERCHANT", "123456 "))).status).toBe(401)
  })

  it("refreshes with the refresh token alone, once", async () => {
    const first = (await desk.login()).json
    expect((await refresh(first.access_token)).status).toBe(401)
    const second = await refresh(first.refresh_token)
    expect(second.status).toBe(200)
    expect(second.json.refresh_token).not.toBe(first.refresh_token)
    expect((await refresh(first.refresh_token)).json.error).toBe("NO_CREDENTIALS")
    expect((await refresh(second.json.refresh_token)).status).toBe(200)
  })

  it("does not take a refresh token for business", async () => {
    desk.token = (await desk.login()).json.refresh_token
    expect((await desk.check("x")).status).toBe(401)
  })

  it("ends with its time", async () => {
    await desk.sim("PUT", "/settings", { token_life_seconds: 60 })
    await desk.login()
    now = new Date(now.getTime() + 58_000)
    expect((await desk.check("x")).status).toBe(422)
    now = new Date(now.getTime() + 2000)
    expect((await desk.check("x")).status).toBe(401)
  })

  it("survives another login, unless told not to", async () => {
    const old = desk.token
    await desk.login()
    desk.token = old
    expect((await desk.check("x")).status).toBe(422)

    await desk.sim("PUT", "/settings", { new_login_kills_old_token: true })
    const current = (await desk.login()).json
    desk.token = old
    expect((await desk.check("x")).status).toBe(401)
    desk.token = current.access_token
    expect((await desk.check("x")).status).toBe(422)
  })

  it("dies at a control call, refresh token included", async () => {
    const { refresh_token } = (await desk.login()).json
    expect((await desk.sim("POST", "/tokens/kill")).killed).toBeGreaterThan(0)
    expect((await desk.check("x")).json).toEqual({ error: "NO_CREDENTIALS", message: "NO_CREDENTIALS" })
    expect((await refresh(refresh_token)).status).toBe(401)
  })

  it("spells the refusal as set, and the expiry as set", async () => {
    await desk.sim("PUT", "/settings", { no_credentials_spelling: "NO_CREDENDIALS", relative_expiry: true })
    expect((await refresh("x")).json.error).toBe("NO_CREDENDIALS")
    expect((await desk.login()).json.expires_in).toBe(86_400)
  })
})
