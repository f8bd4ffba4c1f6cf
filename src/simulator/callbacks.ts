import { setMaxListeners } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { keep } from "./bounded"
import { redacted, withPaymentId } from "./callback-url"
import { countOne } from "./counters"
import { send } from "./http-send"
import type { CallbackMode } from "./settings"
import type { CallbackAttempt, Invoice, State } from "./state"

export interface CallbackOptions {
  mode: CallbackMode
  delayMs: number
}

export interface CallbackSender {
  /** Tells the merchant about a payment, in the given way. Resolves with every attempt, once all are answered. */
  announce(invoice: Invoice, paymentId: string, options: CallbackOptions): Promise<CallbackAttempt[]>
  /** Forgets what is still to be sent, and hangs up on what is being sent. */
  abort(): void
}

export function createCallbackSender(state: State, now: () => Date, log: (line: string) => void): CallbackSender {
  let aborter = newAborter()

  async function attempt(invoice: Invoice, paymentId: string, method: "GET" | "POST", signal: AbortSignal) {
    const url = method === "GET" ? withPaymentId(invoice.callbackUrl, paymentId) : invoice.callbackUrl
    const body = method === "GET" ? undefined : JSON.stringify(postBody(invoice, paymentId))
    const at = now().toISOString()
    const started = performance.now()
    const outcome = await send(method, url, body, state.settings.callback_timeout_ms, signal).then(
      (answer) => ({ ...answer, error: null }),
      (error: Error) => ({ status: null, body: "", error: error.message })
    )
    const record: CallbackAttempt = {
      invoice_id: invoice.id,
      payment_id: paymentId,
      method,
      url,
      ms: Math.round(performance.now() - started),
      at,
      ...outcome,
    }
    if (!signal.aborted) {
      keep(state.callbacks, record)
      countOne(state.counters.callbacks, String(record.status ?? "failed"))
      log(`callback ${method} ${redacted(url)} -> ${record.status ?? record.error} (${record.ms} ms)`)
    }
    return record
  }

  async function attempts(invoice: Invoice, paymentId: string, method: "GET" | "POST", signal: AbortSignal) {
    const records = [await attempt(invoice, paymentId, method, signal)]
    while (state.settings.repeat_until_success && !succeeded(records.at(-1)) && !signal.aborted) {
      if (records.length >= state.settings.callback_attempts) {
        break
      }
      await pause(state.settings.callback_repeat_ms, signal)
      records.push(await attempt(invoice, paymentId, method, signal))
    }
    return records
  }

  return {
    async announce(invoice, paymentId, { mode, delayMs }) {
      const { signal } = aborter
      if (mode === "lost") {
        state.counters.callbacks_lost += 1
        return []
      }
      if (mode === "delay") {
        await pause(delayMs, signal)
      }
      if (signal.aborted) {
        return []
      }
      const method = mode === "post_json" ? "POST" : "GET"
      const copies = mode === "double" ? 2 : 1
      const sent = Array.from({ length: copies }, () => attempts(invoice, paymentId, method, signal))
      return (await Promise.all(sent)).flat()
    },
    abort() {
      aborter.abort()
      aborter = newAborter()
    },
  }
}

/** Every callback under way listens to it, and a test may send hundreds at once. */
function newAborter(): AbortController {
  const aborter = new AbortController()
  setMaxListeners(0, aborter.signal)
  return aborter
}

/** QPay's sheet asks for exactly this and forbids any other form. */
function succeeded(attempt: CallbackAttempt | undefined): boolean {
  return attempt?.status === 200 && attempt.body === "SUCCESS"
}

/** Older examples believe in this body. No POST from QPay was ever captured. */
function postBody(invoice: Invoice, paymentId: string): object {
  const payment = invoice.payments.find(({ id }) => id === paymentId)
  return {
    qpay_payment_id: paymentId,
    payment_id: paymentId,
    payment_status: payment?.status ?? "PAID",
    payment_amount: payment?.amount ?? invoice.amount,
    invoice_id: invoice.id,
    object_type: "INVOICE",
    object_id: invoice.id,
    sender_invoice_no: invoice.senderInvoiceNo,
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
