/** Importing this makes `<qpay-checkout>` known to the browser; on a server it does nothing. */
import { defineQPayCheckout, QPayCheckoutElement, type QPayCheckoutEvents } from "./checkout-element"

export type { CheckoutState, PaymentStatus } from "../core"
export type { CheckoutTexts, Language, TextOverrides } from "../texts"
export { defineQPayCheckout, QPayCheckoutElement, type QPayCheckoutEvents }

declare global {
  interface HTMLElementTagNameMap {
    "qpay-checkout": QPayCheckoutElement
  }
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- adds the events to every element
  interface HTMLElementEventMap extends QPayCheckoutEvents {}
}

defineQPayCheckout()
