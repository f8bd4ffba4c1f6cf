import * as http from "node:http"
import * as https from "node:https"

export interface Answer {
  status: number
  body: string
}

/** What is read of an answer, in bytes. More is of no use to anyone. */
const MAX_BODY = 64 * 1024

/** One request over a connection of its own, so that nothing lingers between a test and its server. */
export function send(
  method: "GET" | "POST",
  url: string,
  body: string | undefined,
  timeoutMs: number,
  signal: AbortSignal
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith("https:") ? https : http
    const headers =
      body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }
    const outgoing = request(url, { method, headers, agent: false, signal }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      const done = () => {
        clearTimeout(timer)
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8").slice(0, MAX_BODY) })
      }
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > MAX_BODY) {
          done()
          response.destroy()
        }
      })
      response.on("end", done)
      response.on("error", reject)
    })
    const timer = setTimeout(() => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    outgoing.on("error", (error) => {
      clearTimeout(timer)
      reject(error)
    })
    outgoing.end(body)
  })
}
