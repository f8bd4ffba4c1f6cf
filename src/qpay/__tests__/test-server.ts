import { createServer, IncomingHttpHeaders, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { QPayClientOptions } from "../client-options"

export type Seen = { method: string; path: string; headers: IncomingHttpHeaders; body: string; json: unknown }
export type Answer =
  | { status?: number; json?: unknown; text?: string; headers?: Record<string, string>; delayMs?: number }
  | ((seen: Seen, response: ServerResponse) => Answer | void)

export const USERNAME = "SHOP_USER"
export const PASSWORD = "p@ss w0rd/verySecret"
export const BASIC = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString("base64")}`

/** A real HTTP server on this machine. Each route plays its answers in order and keeps repeating the last one. */
export async function startServer() {
  const seen: Seen[] = []
  const scripts = new Map<string, Answer[]>()
  let tokens = 0

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8")
      const one: Seen = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body,
        json: body ? JSON.parse(body) : undefined,
      }
      seen.push(one)
      const script = scripts.get(`${one.method} ${one.path}`) ?? []
      const next = script.length > 1 ? script.shift() : script[0]
      play(next ?? { status: 404, text: "no script for this route" }, one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const route = (key: string, ...answers: Answer[]) => void scripts.set(key, answers)
  const count = (key: string) => seen.filter(({ method, path }) => `${method} ${path}` === key).length
  const tokenAnswer =
    (prefix: string): Answer =>
    () => {
      tokens += 1
      return { json: tokenBody(`${prefix}-${tokens}`) }
    }
  route("POST /v2/auth/token", tokenAnswer("access"))
  route("POST /v2/auth/refresh", tokenAnswer("refreshed"))

  return { url, seen, route, count, stop: () => stop(server) }
}

export type TestServer = Awaited<ReturnType<typeof startServer>>

export function tokenBody(accessToken: string, expiresIn = Math.floor(Date.now() / 1000) + 86_400) {
  return {
    token_type: "bearer",
    access_token: accessToken,
    refresh_token: `refresh-of-${accessToken}`,
    expires_in: expiresIn,
    refresh_expires_in: expiresIn,
    scope: "get_token",
    "not-before-policy": "0",
    session_state: "sandbox",
  }
}

/** Client options for a test server; waiting is recorded in `slept` and takes no time. */
export function clientOptions(server: TestServer, slept: number[] = []): QPayClientOptions {
  return {
    baseUrl: server.url,
    username: USERNAME,
    password: PASSWORD,
    timeoutMs: 2_000,
    createTimeoutMs: 2_000,
    random: () => 1,
    sleep: async (ms) => void slept.push(ms),
  }
}

/** The error a call ends in; a call that succeeds fails the test. */
export async function errorOf<E extends Error>(work: Promise<unknown>): Promise<E> {
  try {
    await work
  } catch (error) {
    return error as E
  }
  throw new Error("expected a failure")
}

function play(answer: Answer, seen: Seen, response: ServerResponse): void {
  const given = typeof answer === "function" ? answer(seen, response) : answer
  if (!given) {
    return
  }
  if (typeof given === "function") {
    return play(given, seen, response)
  }
  const { status = 200, json, text = JSON.stringify(json ?? {}), headers = {}, delayMs = 0 } = given
  setTimeout(() => response.writeHead(status, { "content-type": "application/json", ...headers }).end(text), delayMs)
}

function stop(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
