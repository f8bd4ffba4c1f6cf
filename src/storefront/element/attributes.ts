import { isPaymentStatus, type PaymentStatus } from "../core/contract"
import type { TextOverrides } from "../texts"

/** What a page may write on the tag. */
export const ATTRIBUTES = [
  "backend",
  "publishable-key",
  "session-id",
  "cart-id",
  "provider-id",
  "endpoint",
  "lang",
  "return-url",
] as const

/** Which payment is followed: another one of these is another payment. */
export interface PaymentSource {
  backend?: string
  publishableKey?: string
  sessionId?: string
  cartId?: string
  providerId?: string
  endpoint?: string
}

/** Null while the tag does not say yet what to pay. */
export function sourceOf(element: Element): PaymentSource | null {
  const get = (name: (typeof ATTRIBUTES)[number]) => element.getAttribute(name) || undefined
  const source = {
    backend: get("backend"),
    publishableKey: get("publishable-key"),
    sessionId: get("session-id"),
    cartId: get("cart-id"),
    providerId: get("provider-id"),
    endpoint: get("endpoint"),
  }
  return source.endpoint || source.sessionId || source.cartId ? source : null
}

/** What a server put into the tag as `<script type="application/json">`: its answer, and the shop's texts. */
export function enclosed(element: Element): { status?: PaymentStatus; texts?: TextOverrides } {
  try {
    const text = element.querySelector('script[type="application/json"]')?.textContent
    const { payment_session, texts } = JSON.parse(text ?? "{}") as { payment_session?: unknown; texts?: TextOverrides }
    return { status: isPaymentStatus(payment_session) ? payment_session : undefined, texts }
  } catch {
    return {}
  }
}
