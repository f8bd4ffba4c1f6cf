/**
 * Follows a QPay payment from the QR to the order, in any storefront.
 *
 * ```ts
 * const checkout = createCheckout({ backend, publishableKey, cartId, onOrder: (id) => location.assign(`/order/${id}`) })
 * const stop = checkout.subscribe(() => draw(checkout.getState()))
 * checkout.start()
 * ```
 */
export { type Checkout, type CheckoutOptions, createCheckout } from "./checkout"
export type { BankLink, CheckoutError, PaymentDetails, PaymentStatus } from "./contract"
export { type CheckoutState, type Note, type Phase, remainingMs } from "./machine"
export type { Pace } from "./pace"
export type { Page } from "./page"
