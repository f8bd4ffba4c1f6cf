import { createHmac } from "node:crypto"
import type { ResolvedAccount } from "./account"
import { keepInMap } from "./bounded"
import { authenticationFailed, noCredentials } from "./errors"
import type { TokenSession } from "./state"
import type { World } from "./world"

/** Signs nothing of value: the server checks its own sessions, as QPay evidently does. */
const SIGNING_KEY = "qpay-simulator"

/** POST /v2/auth/token: HTTP Basic is the only way in; credentials in a JSON body are not read. */
export function login(world: World, authorization: string | undefined): object {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? "")?.[1]
  if (encoded === undefined) {
    throw noCredentials(world.state.settings.no_credentials_spelling)
  }
  const pair = Buffer.from(encoded, "base64").toString("utf8")
  const colon = pair.indexOf(":")
  const account = world.state.accounts.get(pair.slice(0, Math.max(0, colon)))
  if (!account || account.password !== pair.slice(colon + 1)) {
    throw authenticationFailed()
  }
  return issue(world, account)
}

/** POST /v2/auth/refresh: a refresh token works once and is exchanged for a whole new pair. */
export function refresh(world: World, authorization: string | undefined): object {
  const token = bearerToken(authorization)
  const account = sessionAccount(world, token, "refresh")
  world.state.tokens.delete(token ?? "")
  return issue(world, account)
}

/** Whose access token this is; throws QPay's 401 if nobody's. */
export function authenticate(world: World, authorization: string | undefined): ResolvedAccount {
  return sessionAccount(world, bearerToken(authorization), "access")
}

function sessionAccount(world: World, token: string | undefined, kind: TokenSession["kind"]): ResolvedAccount {
  const session = token === undefined ? undefined : world.state.tokens.get(token)
  const account = session && world.state.accounts.get(session.account)
  if (!session || !account || session.kind !== kind || session.expiresAt <= world.now()) {
    throw noCredentials(world.state.settings.no_credentials_spelling)
  }
  return account
}

function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1]
}

function issue(world: World, account: ResolvedAccount): object {
  const { state, random } = world
  if (state.settings.new_login_kills_old_token) {
    for (const [token, session] of state.tokens) {
      if (session.account === account.username) {
        state.tokens.delete(token)
      }
    }
  }

  const issuedAt = Math.floor(world.now().getTime() / 1000)
  const life = state.settings.token_life_seconds
  const expiresAt = issuedAt + life
  // In three captured tokens `exp` is the sum of `iat` and the expiry, a date far away: nobody may rely on it.
  const accessToken = jwt({
    client_id: random.uuid(),
    session_id: random.text(32),
    merchant_id: account.merchantId,
    v1_merchant_flag: false,
    iat: issuedAt,
    exp: issuedAt + expiresAt,
  })
  const refreshToken = jwt({
    id: random.uuid(),
    session_secret: random.text(32),
    extra: random.text(20),
    iat: issuedAt,
    exp: issuedAt + expiresAt,
  })
  const ends = new Date(expiresAt * 1000)
  keepInMap(state.tokens, accessToken, { kind: "access", account: account.username, expiresAt: ends })
  keepInMap(state.tokens, refreshToken, { kind: "refresh", account: account.username, expiresAt: ends })

  const told = state.settings.relative_expiry ? life : expiresAt
  return {
    token_type: "bearer",
    refresh_expires_in: told,
    refresh_token: refreshToken,
    access_token: accessToken,
    expires_in: told,
    scope: "get_token",
    "not-before-policy": "0",
    session_state: "sandbox",
  }
}

function jwt(claims: object): string {
  const content = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`
  return `${content}.${createHmac("sha256", SIGNING_KEY).update(content).digest("base64url")}`
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}
