import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"

export interface Seen {
  method: string
  path: string
  headers: http.IncomingHttpHeaders
  body: string
}

type Handler = (seen: Seen, response: http.ServerResponse) => void

/** A server whose answers a test writes by hand. */
export async function startServer() {
  const seen: Seen[] = []
  const open = new Set<http.ServerResponse>()
  let handler: Handler = (_, response) => json(response, { message: "not told what to say" }, 500)

  const server = http.createServer((request, response) => {
    let body = ""
    request.on("data", (chunk) => (body += chunk))
    request.on("end", () => {
      const one = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body }
      seen.push(one)
      open.add(response)
      response.on("close", () => open.delete(response))
      handler(one, response)
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** Answers that have not ended: open streams among them. */
    open,
    answer: (next: Handler) => (handler = next),
    count: (path: string, method = "GET") =>
      seen.filter((one) => one.path.endsWith(path) && one.method === method).length,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

export function json(
  response: http.ServerResponse,
  body: unknown,
  status = 200,
  headers: http.OutgoingHttpHeaders = {}
) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))
}

export function stream(response: http.ServerResponse, ...statuses: unknown[]) {
  response.writeHead(200, { "content-type": "text/event-stream" })
  response.write(": hello\n\n")
  statuses.forEach((status) => event(response, status))
}

let ids = 0
export const event = (response: http.ServerResponse, status: unknown) =>
  response.write(`id: ${++ids}\nevent: status\ndata: ${JSON.stringify(status)}\n\n`)

/** Waits until a condition holds; the test's own time limit ends it. */
export async function until(condition: () => unknown): Promise<void> {
  for (const end = Date.now() + 8000; !condition();) {
    if (Date.now() > end) throw new Error(`Waited in vain for: ${condition}`)
    await pause(5)
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
