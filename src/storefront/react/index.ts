/** QPay for React 18 and 19: the whole page as a component, or its state as a hook. */
export type { CheckoutOptions, CheckoutState, PaymentStatus, Phase } from "../core"
export type { TextOverrides } from "../texts"
export { QPayCheckout, type QPayCheckoutProps } from "./qpay-checkout"
export { type QPayCheckoutHandle, useQPayCheckout } from "./use-qpay-checkout"
