import { type Answer, BOTH_LANGUAGES, type CheckoutError, isPaymentStatus, type PaymentStatus } from "./contract"
import { createEventParser } from "./sse"

/** The server answered, and it was not what we asked for. Whatever else is thrown means that it did not answer. */
export class Refusal extends Error {
  constructor(
    readonly error: CheckoutError,
    readonly retryAfterMs: number
  ) {
    super(error.message)
  }

  /** Is asking again useless? Conflicts, throttling and the server's own trouble pass. */
  get final(): boolean {
    const { http } = this.error
    return http < 500 && ![408, 409, 425, 429].includes(http)
  }
}

const NOT_OURS = "Not an answer of the plugin"

/** How long the server may take, in milliseconds. QPay is slow at creating invoices, and a check asks QPay too. */
const PATIENCE = { read: 15_000, check: 30_000, issue: 75_000 }

export interface StreamOptions {
  signal: AbortSignal
  lastEventId: string
  silenceMs: number
  onBytes(): void
  onStatus(status: PaymentStatus, eventId: string): void
}

export type Transport = ReturnType<typeof createTransport>

/** The questions that can be asked of a payment's endpoint. Nothing is tried again here. */
export function createTransport(publishableKey: string | undefined, fetcher: typeof fetch = fetch) {
  const key: Record<string, string> = publishableKey ? { "x-publishable-api-key": publishableKey } : {}

  const open = async (address: string, accept: string, signal: AbortSignal, init: RequestInit = {}) => {
    const headers = { accept, ...key, ...(init.headers as Record<string, string>) }
    const response = await fetcher(address, { cache: "no-store", ...init, headers, signal })
    if (!response.ok) {
      throw await refusal(response)
    }
    return response
  }

  const ask = async (address: string, signal: AbortSignal, patience: number, init?: RequestInit): Promise<Answer> => {
    const limit = limited(signal)
    limit.in(patience)
    try {
      const answer = (await (await open(address, "application/json", limit.signal, init)).json()) as Answer
      if (!isPaymentStatus(answer?.payment_session)) {
        throw new TypeError(NOT_OURS)
      }
      return answer
    } finally {
      limit.end()
    }
  }

  return {
    read: (endpoint: string, signal: AbortSignal) => ask(endpoint, signal, PATIENCE.read),

    check: (endpoint: string, signal: AbortSignal) =>
      ask(`${endpoint}/check`, signal, PATIENCE.check, { method: "POST" }),

    renew: (endpoint: string, signal: AbortSignal) =>
      ask(`${endpoint}/renew`, signal, PATIENCE.issue, { method: "POST" }),

    /** Opens a cart's payment, or finds the one it has. */
    open: (address: string, body: { cart_id?: string; provider_id?: string }, signal: AbortSignal) =>
      ask(address, signal, PATIENCE.issue, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),

    /** Reads a stream to its end. EventSource would not do: it cannot send the key. */
    async stream(endpoint: string, options: StreamOptions): Promise<void> {
      const limit = limited(options.signal)
      try {
        limit.in(options.silenceMs)
        const headers: Record<string, string> = options.lastEventId ? { "last-event-id": options.lastEventId } : {}
        const response = await open(`${endpoint}/events`, "text/event-stream", limit.signal, { headers })
        const reader = response.headers.get("content-type")?.includes("event-stream") && response.body?.getReader()
        if (!reader) {
          throw new TypeError(NOT_OURS)
        }
        const parse = createEventParser(({ id, event, data }) => {
          const status: unknown = event === "status" && JSON.parse(data)
          if (isPaymentStatus(status)) options.onStatus(status, id)
        })
        const decoder = new TextDecoder()
        for (let part; !(part = await reader.read()).done;) {
          limit.in(options.silenceMs)
          options.onBytes()
          parse(decoder.decode(part.value, { stream: true }))
        }
      } finally {
        limit.end()
      }
    },
  }
}

/** A signal that follows another one and also fires when its time is up. `end` closes what is still open. */
function limited(parent: AbortSignal) {
  const controller = new AbortController()
  const abort = () => controller.abort()
  let timer: ReturnType<typeof setTimeout> | undefined
  parent.addEventListener("abort", abort)
  if (parent.aborted) abort()
  return {
    signal: controller.signal,
    in(ms: number) {
      clearTimeout(timer)
      timer = setTimeout(abort, ms)
    },
    end() {
      clearTimeout(timer)
      parent.removeEventListener("abort", abort)
      abort()
    },
  }
}

async function refusal(response: Response): Promise<Refusal> {
  const body = (await response.json().catch(() => null)) as { code?: string; message?: string } | null
  const message = String(body?.message ?? response.status)
  const [, mn = null, en = null] = BOTH_LANGUAGES.exec(message) ?? []
  const retryAfterMs = Math.min(Number(response.headers.get("retry-after")) || 0, 120) * 1000
  return new Refusal({ http: response.status, code: body?.code ?? null, message, mn, en }, retryAfterMs)
}
