import { isAuthenticationError, QPayError } from "./errors"
import type { QPayHttp } from "./http"
import { Clock, systemClock } from "./retry"
import { TokenAnswer, tokenAnswer } from "./schemas"
import { withinTime } from "./within-time"

/** A token of one account. Times are Unix milliseconds. */
export type Token = {
  accessToken: string
  refreshToken: string | null
  /** From here on a new one is fetched, though this one may still work. */
  renewAt: number
  expiresAt: number
  refreshExpiresAt: number
}

/** A place where several servers share one token. Its failures and delays are ignored: every server can log in alone. */
export interface TokenCache {
  get(): Promise<Token | null>
  /** Fails when the token is not shared, so that nobody waits for others who cannot be heard. */
  set(token: Token): Promise<void>
}

export type TokenSourceOptions = {
  http: Pick<QPayHttp, "request">
  username: string
  password: string
  timeoutMs: number
  attempts: number
  cache?: TokenCache
  clock?: Clock
}

const RENEW_BEFORE_MS = 60_000
const REFUSED_LOGIN_MS = 10_000
const CACHE_MS = 1_000
/** Servers that lose their token together log in at random within this time, so that the first one's serves them all. */
const TURN_MS = 1_000
/** Values of expires_in below this are seconds from now; real ones are Unix times (1.7e9 and up). */
const SMALLEST_UNIX_TIME = 1e9

/**
 * One QPay token. QPay forbids asking for tokens again and again, and a new login may kill the older token, so there
 * is one login in flight however many callers wait for it.
 */
export class TokenSource {
  private current: Token | null = null
  private pending: Promise<Token> | null = null
  private lastDropped: string | null = null
  /** The newest token that we asked for ourselves. */
  private issued: string | null = null
  /** The cache has kept or given a token: there may be other servers. */
  private shares = false
  private refused: { error: QPayError; until: number } | null = null
  private readonly clock: Clock

  constructor(private readonly options: TokenSourceOptions) {
    this.clock = options.clock ?? systemClock
  }

  /** A token that should work: the one at hand, the shared one, a refreshed one or a new one. @throws QPayError */
  async get(): Promise<string> {
    if (this.current && this.isFresh(this.current)) {
      return this.current.accessToken
    }
    this.pending ??= this.renew().finally(() => {
      this.pending = null
    })
    return (await this.pending).accessToken
  }

  /**
   * QPay refused this token. Does nothing when it is no longer the current one, so that many callers who met the same
   * dead token cause one login. Its refresh token is dead as well (seen when a second server logs in).
   */
  drop(accessToken: string): void {
    if (this.current?.accessToken === accessToken) {
      this.current = null
      this.lastDropped = accessToken
    }
  }

  /**
   * What to use instead of the second token in a row that QPay refused. A shared one was simply old. But one of our
   * own making was new: another server's login has killed it, and one login more would kill that server's in turn.
   * @returns null when there is nothing else to use @throws QPayError
   */
  async another(dead: string): Promise<string | null> {
    if (dead !== this.issued) {
      this.drop(dead)
      return this.get()
    }
    const shared = await this.readCacheInTurn()
    if (shared && this.current?.accessToken === dead) {
      this.current = shared
    }
    const token = this.pending ? await this.pending : this.current
    return token && token.accessToken !== dead ? token.accessToken : null
  }

  private async renew(): Promise<Token> {
    const hadOne = this.current !== null || this.lastDropped !== null
    const shared = await this.readCache()
    if (shared) {
      return (this.current = shared)
    }
    const refreshed = await this.refresh(this.current)
    const another = !refreshed && hadOne ? await this.readCacheInTurn() : null
    if (another) {
      return (this.current = another)
    }
    const token = refreshed ?? (await this.login())
    this.current = token
    this.issued = token.accessToken
    // Not awaited: a slow cache must not hold up a payment.
    void this.writeCache(token)
    return token
  }

  private async login(): Promise<Token> {
    if (this.refused && this.clock.now() < this.refused.until) {
      throw this.refused.error
    }
    const { username, password } = this.options
    const basic = Buffer.from(`${username}:${password}`, "utf8").toString("base64")
    try {
      return await this.ask("/v2/auth/token", `Basic ${basic}`)
    } catch (error) {
      if (isAuthenticationError(error)) {
        this.refused = { error, until: this.clock.now() + REFUSED_LOGIN_MS }
      }
      throw error
    }
  }

  /** Null when there is nothing to refresh, or when QPay answers anything but a token. */
  private async refresh(token: Token | null): Promise<Token | null> {
    if (!token?.refreshToken || token.refreshExpiresAt <= this.clock.now()) {
      return null
    }
    try {
      return await this.ask("/v2/auth/refresh", `Bearer ${token.refreshToken}`)
    } catch (error) {
      if ((error as QPayError).status === undefined) {
        throw error
      }
      return null
    }
  }

  private async ask(path: string, authorization: string): Promise<Token> {
    const { http, timeoutMs, attempts } = this.options
    const request = { method: "POST" as const, path, authorization, changes: false, timeoutMs, attempts }
    return toToken(await http.request({ ...request, answer: tokenAnswer }), this.clock.now())
  }

  private isFresh(token: Token): boolean {
    return this.clock.now() < token.renewAt
  }

  private async readCache(): Promise<Token | null> {
    try {
      const { cache } = this.options
      const token = cache ? await withinTime(cache.get(), CACHE_MS, () => new Error("slow token cache")) : null
      if (!isToken(token)) {
        return null
      }
      this.shares = true
      return this.isFresh(token) && token.accessToken !== this.lastDropped ? token : null
    } catch {
      return null
    }
  }

  /** Another server may be logging in at this moment: gives it time to share what it gets. */
  private async readCacheInTurn(): Promise<Token | null> {
    if (!this.shares) {
      return null
    }
    await this.clock.sleep(this.clock.random() * TURN_MS)
    return this.readCache()
  }

  private async writeCache(token: Token): Promise<void> {
    try {
      const { cache } = this.options
      await cache?.set(token)
      this.shares = cache !== undefined
    } catch {
      // The token works without being shared.
    }
  }
}

function toToken(answer: TokenAnswer, now: number): Token {
  const expiresAt = toUnixMs(answer.expires_in, now)
  // A token fresh from QPay lives, whatever our clock thinks of its expiry. Without this floor a wrong clock would mean
  // a login per call.
  const life = Math.max(expiresAt - now, RENEW_BEFORE_MS)
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    renewAt: now + Math.max(life - RENEW_BEFORE_MS, life / 2),
    expiresAt,
    refreshExpiresAt: answer.refresh_expires_in == null ? expiresAt : toUnixMs(answer.refresh_expires_in, now),
  }
}

function toUnixMs(expiresIn: number, now: number): number {
  return expiresIn < SMALLEST_UNIX_TIME ? now + expiresIn * 1000 : expiresIn * 1000
}

/** A cache is shared with other versions of ourselves, so what it holds is checked. */
function isToken(value: unknown): value is Token {
  const token = value as Token | null
  return typeof token?.accessToken === "string" && token.accessToken !== "" && typeof token.renewAt === "number"
}
