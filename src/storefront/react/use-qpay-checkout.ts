import { useEffect, useMemo, useRef, useSyncExternalStore } from "react"
import { type Checkout, type CheckoutOptions, type CheckoutState, createCheckout } from "../core"

export interface QPayCheckoutHandle extends Pick<Checkout, "check" | "renew" | "remainingMs"> {
  state: CheckoutState
}

/**
 * Follows a payment for as long as the component is mounted. Another cart, session or endpoint is another payment;
 * callbacks may be written inline. Waits while none of the three is given.
 */
export function useQPayCheckout(options: CheckoutOptions): QPayCheckoutHandle {
  const { backend, publishableKey, sessionId, cartId, providerId, endpoint } = options
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  const checkout = useMemo(
    () =>
      createCheckout({
        ...latest.current,
        ...{ backend, publishableKey, sessionId, cartId, providerId, endpoint },
        onPaid: (status) => latest.current.onPaid?.(status),
        onOrder: (orderId, status) => latest.current.onOrder?.(orderId, status),
        onExpired: (status) => latest.current.onExpired?.(status),
      }),
    [backend, publishableKey, sessionId, cartId, providerId, endpoint]
  )
  const known = Boolean(sessionId || cartId || endpoint)
  useEffect(() => {
    if (!known) return
    checkout.start()
    return () => checkout.destroy()
  }, [checkout, known])

  const state = useSyncExternalStore(checkout.subscribe, checkout.getState, checkout.getState)
  const { check, renew, remainingMs } = checkout
  return { state, check, renew, remainingMs }
}
