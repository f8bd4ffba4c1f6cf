// The plugin's routes, and where Medusa keeps what a browser may know of a payment.
import { config } from "../config.js"
import { sdk } from "./medusa.js"

/** Gives the cart its QR; the same one however often it is asked. */
async function openPayment(cartId) {
  const { payment_session } = await sdk.client.fetch("/store/qpay/payment-sessions", {
    method: "POST",
    body: { cart_id: cartId, provider_id: config.providerId },
  })
  return payment_session
}

/**
 * The hosted page of this cart's payment.
 *
 * @returns {Promise<string | null>} null when there is nothing left to pay
 */
export async function hostedPageOf(cartId, language) {
  const { id } = await openPayment(cartId)
  const { cart } = await sdk.store.cart.retrieve(cartId)
  const { data } = cart.payment_collection?.payment_sessions?.find((session) => session.id === id) ?? {}
  if (!data?.pay_url) return null
  const page = new URL(data.pay_url)
  page.searchParams.set("return_url", `${location.origin}/#/thanks/${id}`)
  page.searchParams.set("lang", language)
  return page.href
}

/** @returns {Promise<string | null>} the id of the order this payment became */
export async function orderOfPayment(sessionId) {
  const { payment_session } = await sdk.client.fetch(`/store/qpay/payment-sessions/${encodeURIComponent(sessionId)}`)
  return payment_session.order_id
}
