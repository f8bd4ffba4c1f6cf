import axios, { AxiosInstance, AxiosResponse } from "axios"
import { Agent as HttpAgent } from "node:http"
import { Agent as HttpsAgent } from "node:https"
import type { z } from "zod"
import { QPAY_CLIENT_CODES, QPayError } from "./errors"
import { readRefusal } from "./error-body"
import { redact } from "./redact"
import { Clock, parseRetryAfter, withRetries } from "./retry"
import { parseAnswer } from "./schemas"
import { doubt, toTransportError } from "./transport-error"

/** One request on the wire, for diagnostics. Holds no id, no secret and no body. */
export type CallInfo = {
  /** Method and path, the id in it left out: "GET /v2/invoice/{id}". */
  endpoint: string
  /** Absent when QPay did not answer. */
  status?: number
  ms: number
  /** 1 for the first send; more for a read that is repeated. */
  attempt: number
  /** The code of the QPayError it ended in. */
  code?: string
  /** How far QPay's clock is ahead of ours, by its Date header (whole seconds). */
  aheadMs?: number
}

export type QPayRequest<T> = {
  method: "GET" | "POST" | "DELETE"
  path: string
  /** Follows the path, after a slash: one segment, encoded. */
  id?: string
  /** The whole Authorization header. */
  authorization: string
  body?: object
  /** What a good answer looks like; without one any 2xx will do, whatever its body. */
  answer?: z.ZodType<T>
  /** The call changes something at QPay, so it is sent once and its outcome can be unknown. */
  changes: boolean
  timeoutMs: number
  /** Tries in all; a call that changes something has one. */
  attempts: number
}

export type QPayHttpOptions = {
  baseUrl: string
  /** Texts that must never appear in an error. */
  secrets: string[]
  clock: Clock
  onCall?: (info: CallInfo) => void
}

/** A created invoice is about 18 kB, a page of 100 payments well under 1 MB. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** HTTP with QPay: time-outs, safe repeats, one kind of error. The only user of axios. */
export class QPayHttp {
  private readonly axios: AxiosInstance
  private readonly keepAlive = agents(true)
  // A reused connection can die under a request; for a call that is never repeated that would be an unknown outcome.
  private readonly fresh = agents(false)

  constructor(private readonly options: QPayHttpOptions) {
    this.axios = axios.create({
      baseURL: options.baseUrl,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      responseType: "text",
      // axios would hand over broken JSON as a string; we read it ourselves and say so.
      transformResponse: [(text: unknown) => text],
      validateStatus: () => true,
      headers: { Accept: "application/json", "User-Agent": "medusa-payment-qpay" },
    })
  }

  /** @throws QPayError, and nothing else */
  request<T>(request: QPayRequest<T>): Promise<T> {
    return withRetries(request.changes ? 1 : request.attempts, this.options.clock, (tried) =>
      this.attempt(request, tried)
    )
  }

  private async attempt<T>(request: QPayRequest<T>, attempt: number): Promise<T> {
    const started = this.options.clock.now()
    let status: number | undefined
    let code: string | undefined
    let aheadMs: number | undefined
    try {
      const response = await this.send(request)
      status = response.status
      aheadMs = aheadOf(response.headers["date"], this.options.clock.now())
      return this.read(request, response)
    } catch (failure) {
      code = (failure as QPayError).code
      throw failure
    } finally {
      const endpoint = endpointOf({ ...request, id: request.id && "{id}" })
      this.report({ endpoint, status, ms: this.options.clock.now() - started, attempt, code, aheadMs })
    }
  }

  private async send(request: QPayRequest<unknown>): Promise<AxiosResponse<unknown>> {
    // axios' own time-out restarts with every byte; this one bounds the whole call.
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(), request.timeoutMs)
    try {
      return await this.axios.request({
        method: request.method,
        url: pathOf(request),
        data: request.body === undefined ? undefined : JSON.stringify(request.body),
        headers: {
          Authorization: request.authorization,
          ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        signal: deadline.signal,
        ...(request.changes ? this.fresh : this.keepAlive),
      })
    } catch (raw) {
      throw toTransportError(raw, {
        endpoint: endpointOf(request),
        timeoutMs: request.timeoutMs,
        timedOut: deadline.signal.aborted,
        changes: request.changes,
        secrets: this.secretsOf(request),
      })
    } finally {
      clearTimeout(timer)
    }
  }

  private read<T>(request: QPayRequest<T>, response: AxiosResponse<unknown>): T {
    const { status } = response
    const endpoint = endpointOf(request)
    const body = parseJson(response.data)
    if (status < 200 || status > 299) {
      throw this.refusal(request, response, body)
    }
    // What QPay says to a deletion is not known beyond `{}`; a web page in its place comes from somebody in between.
    const fromElsewhere = String(response.data).trimStart().startsWith("<")
    if (!request.answer && !fromElsewhere) {
      return undefined as T
    }
    if (!request.answer || body === undefined) {
      throw new QPayError({
        code: QPAY_CLIENT_CODES.BAD_ANSWER,
        message: `QPay's answer to ${endpoint} is not JSON${doubt(request.changes)}`,
        endpoint,
        status,
        // Half an answer, or the page of somebody in between: the next one may be whole.
        retryable: !request.changes,
        outcomeUnknown: request.changes,
      })
    }
    return parseAnswer(request.answer, body, { endpoint, status, outcomeUnknown: request.changes })
  }

  private refusal(request: QPayRequest<unknown>, response: AxiosResponse<unknown>, body: unknown): QPayError {
    const { status } = response
    const endpoint = endpointOf(request)
    const clean = (text: string) => redact(text, this.secretsOf(request))
    const refusal = readRefusal(body)
    const fields = Object.entries(refusal?.fieldErrors ?? {}).map(
      ([field, problem]) => [clean(field), { type: clean(problem.type), message: clean(problem.message) }] as const
    )
    const code = refusal ? clean(refusal.code) : QPAY_CLIENT_CODES.BAD_ANSWER
    const outcomeUnknown = request.changes && (status >= 500 || status === 408)
    return new QPayError({
      code,
      message: `QPay refused ${endpoint} (${status} ${code}): ${clean(refusal?.text ?? unreadable(status))}${doubt(outcomeUnknown)}`,
      endpoint,
      status,
      fieldErrors: refusal?.fieldErrors && Object.fromEntries(fields),
      retryable: status === 429 || status === 408 || status >= 500,
      outcomeUnknown,
      retryAfterMs: parseRetryAfter(response.headers["retry-after"], this.options.clock.now()),
    })
  }

  private secretsOf(request: QPayRequest<unknown>): string[] {
    return [...this.options.secrets, request.authorization, request.authorization.replace(/^\S+\s+/, "")]
  }

  private report(info: CallInfo): void {
    try {
      this.options.onCall?.(info)
    } catch {
      // A listener's fault must not turn a finished call into a failed one.
    }
  }
}

function aheadOf(date: unknown, now: number): number | undefined {
  const told = typeof date === "string" ? Date.parse(date) : NaN
  return Number.isNaN(told) ? undefined : told - now
}

function agents(keepAlive: boolean) {
  return { httpAgent: new HttpAgent({ keepAlive }), httpsAgent: new HttpsAgent({ keepAlive }) }
}

type Target = Pick<QPayRequest<unknown>, "method" | "path" | "id">

function pathOf({ path, id }: Target): string {
  return id === undefined ? path : `${path}/${id}`
}

export function endpointOf(target: Target): string {
  return `${target.method} ${pathOf(target)}`
}

/** A null character, or half a surrogate pair: no database stores them, and no text of QPay's means them. */
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text), (_key, value: unknown) =>
      typeof value === "string" ? value.replace(UNSTORABLE, "\ufffd") : value
    )
  } catch {
    return undefined
  }
}

function unreadable(status: number): string {
  return status >= 300 && status <= 399
    ? "it answered with a redirect; check the base URL"
    : "the answer is not one that QPay documents"
}
