// One purchase as a customer makes it: store API, bank app, order. `timed(name, work)` names and times each call.
// `callback: "lost"`: QPay's callback never comes; then the reconcile job must find the payment.
import { setTimeout } from "node:timers/promises"
import { client } from "./http.mjs"

const ADDRESS = {
  first_name: "Болд",
  last_name: "Дорж",
  address_1: "Энхтайваны өргөн чөлөө 1",
  city: "Улаанбаатар",
  country_code: "mn",
  postal_code: "14200",
  phone: "99112233",
}

export async function purchase(
  { medusa_url, simulator_url, store, provider = "pp_qpay_qpay", callback = "send", waitMs = WAIT_MS },
  timed
) {
  const shop = client(medusa_url, { "x-publishable-api-key": store.publishable_key })
  const qpay = client(simulator_url)

  const { cart } = await timed("Cart", () =>
    shop("POST", "/store/carts", {
      region_id: store.region_id,
      email: "bold@example.mn",
      shipping_address: ADDRESS,
      billing_address: ADDRESS,
      items: [{ variant_id: store.products[0].variant_id, quantity: 1 }],
    })
  )
  await timed("Delivery", () =>
    shop("POST", `/store/carts/${cart.id}/shipping-methods`, { option_id: store.shipping_option_id })
  )
  const { payment_collection } = await timed("Payment collection", () =>
    shop("POST", "/store/payment-collections", { cart_id: cart.id })
  )

  await qpay("DELETE", "/_sim/calls")
  const session = await timed("QPay invoice", async () => {
    const path = `/store/payment-collections/${payment_collection.id}/payment-sessions`
    const answer = await shop("POST", path, { provider_id: provider })
    return answer.payment_collection.payment_sessions.find((candidate) => candidate.provider_id === provider)
  })

  const paidAt = Date.now()
  await timed("Payment in the bank app", () =>
    qpay("POST", "/_sim/pay", { invoice_id: session.data.invoice_id, wait: true, callback })
  )
  const status = await timed("Order", () => untilPlaced(shop, session.id, waitMs))
  const toOrderMs = Date.now() - paidAt

  const { calls } = await qpay("GET", "/_sim/calls")
  return { session, status, toOrderMs, calls }
}

const WAIT_MS = 10_000

async function untilPlaced(shop, sessionId, waitMs) {
  const deadline = Date.now() + waitMs
  for (;;) {
    const { payment_session } = await shop("GET", `/store/qpay/payment-sessions/${sessionId}`)
    if (payment_session.status === "order_placed") return payment_session
    if (Date.now() > deadline)
      throw new Error(`no order after ${waitMs} ms: the payment is "${payment_session.status}"`)
    await setTimeout(50)
  }
}
