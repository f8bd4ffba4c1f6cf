import { createElement, type CSSProperties, type ReactElement, type ReactNode, useEffect, useRef } from "react"
import type { CheckoutState, PaymentStatus } from "../core"
import { defineQPayCheckout, type QPayCheckoutElement, type QPayCheckoutEvents } from "../element/checkout-element"
import type { Language, TextOverrides } from "../texts"

export interface QPayCheckoutProps {
  /** Address of the Medusa server, e.g. https://api.shop.mn. */
  backend?: string
  publishableKey?: string
  /** One of these three says what to pay. */
  cartId?: string
  sessionId?: string
  endpoint?: string
  /** Only with `cartId`; `pp_qpay_qpay` unless told. */
  providerId?: string
  lang?: Language
  theme?: "light" | "dark"
  /** Without it the style sheet asks the browser. */
  device?: "phone" | "desktop"
  /** Shows "back to the shop". */
  returnUrl?: string
  texts?: TextOverrides
  /** What the server has already told. */
  initial?: PaymentStatus
  className?: string
  style?: CSSProperties
  /** For the slots: `<div slot="header">`, `slot="help"`, `slot="order"`. */
  children?: ReactNode
  onState?(state: CheckoutState): void
  /** Each of these once per session. */
  onPaid?(status: PaymentStatus): void
  onOrder?(orderId: string, status: PaymentStatus): void
  onExpired?(status: PaymentStatus): void
}

/** `<qpay-checkout>` with props. A server renders just the tag; the browser brings it to life. */
export function QPayCheckout(props: QPayCheckoutProps): ReactElement {
  const element = useRef<QPayCheckoutElement>(null)
  const latest = useRef(props)
  const { texts, initial } = props

  useEffect(() => {
    latest.current = props
  })
  // Properties and listeners by hand: React 18 writes both as attributes.
  useEffect(() => {
    if (element.current) Object.assign(element.current, { texts, initial })
  }, [texts, initial])
  useEffect(() => {
    const { current } = element
    if (!current) return
    const listeners: { [K in keyof QPayCheckoutEvents]: (event: QPayCheckoutEvents[K]) => void } = {
      "qpay-state": ({ detail }) => latest.current.onState?.(detail.state),
      "qpay-paid": ({ detail }) => latest.current.onPaid?.(detail.status),
      "qpay-order": ({ detail }) => latest.current.onOrder?.(detail.orderId, detail.status),
      "qpay-expired": ({ detail }) => latest.current.onExpired?.(detail.status),
    }
    const each = Object.entries(listeners) as [string, (event: Event) => void][]
    each.forEach(([name, listener]) => current.addEventListener(name, listener))
    defineQPayCheckout()
    return () => each.forEach(([name, listener]) => current.removeEventListener(name, listener))
  }, [])

  return createElement(
    "qpay-checkout",
    {
      ref: element,
      backend: props.backend,
      "publishable-key": props.publishableKey,
      "cart-id": props.cartId,
      "session-id": props.sessionId,
      "provider-id": props.providerId,
      endpoint: props.endpoint,
      lang: props.lang,
      theme: props.theme,
      "data-device": props.device,
      "return-url": props.returnUrl,
      class: props.className,
      style: props.style,
    },
    props.children
  )
}
