import { setTimeout as sleep } from "node:timers/promises"

export interface Heard {
  /** 0 when no answer came. */
  status: number
  data: any
}

export interface Patience {
  /** How often to try, with growing pauses between. */
  tries: number
}

/** No answer takes longer, or the connection is given up. */
const TIMEOUT_MS = 45_000
const LONGEST_PAUSE_MS = 5_000

/** A JSON API under one address. Never throws; what failed for a reason that may pass is tried again. */
export function api(baseUrl: string, headers: Record<string, string> = {}) {
  return async (method: string, path: string, body?: unknown, { tries }: Patience = { tries: 1 }): Promise<Heard> => {
    for (let tried = 1; ; tried++) {
      const heard = await once(baseUrl + path, method, headers, body)
      if (!mayPass(heard) || tried >= tries) return heard
      await sleep(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** tried))
    }
  }
}

async function once(url: string, method: string, headers: Record<string, string>, body: unknown): Promise<Heard> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { status: answer.status, data: parsed(await answer.text()) }
  } catch (error) {
    return { status: 0, data: { message: (error as Error).message } }
  }
}

/** No answer, a busy cart, a server in trouble. Anything else is an answer, the plugin's own refusals too. */
function mayPass({ status, data }: Heard): boolean {
  if (status === 409) return !String(data.code).startsWith("qpay_")
  return status === 0 || status === 429 || status >= 500
}

function parsed(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return { message: text.slice(0, 200) }
  }
}
