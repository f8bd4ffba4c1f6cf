// The steps of a checkout as a storefront makes them.
import http from "node:http"

export const PROVIDERS = { qpay: "pp_qpay_qpay", manual: "pp_system_default", standIn: "pp_standin_standin" }

const ADDRESS = {
  first_name: "Болд",
  last_name: "Дорж",
  address_1: "Энхтайваны өргөн чөлөө 1",
  city: "Улаанбаатар",
  country_code: "mn",
  postal_code: "14200",
  phone: "99112233",
}

/** Cart, delivery, collection and session: all but the money. */
export async function prepare({ shop, seeded }, provider) {
  const { cart } = await shop("POST", "/store/carts", {
    region_id: seeded.region_id,
    email: "bold@example.mn",
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    items: [{ variant_id: seeded.products[0].variant_id, quantity: 1 }],
  })
  await shop("POST", `/store/carts/${cart.id}/shipping-methods`, { option_id: seeded.shipping_option_id })
  const { payment_collection } = await shop("POST", "/store/payment-collections", { cart_id: cart.id })
  const session = await startSession({ shop }, payment_collection.id, provider)
  return { cartId: cart.id, collectionId: payment_collection.id, session, invoiceId: session.data.invoice_id }
}

export async function startSession({ shop }, collectionId, provider) {
  const path = `/store/payment-collections/${collectionId}/payment-sessions`
  const { payment_collection } = await shop("POST", path, { provider_id: provider })
  return payment_collection.payment_sessions.find((session) => session.provider_id === provider)
}

/** The shopper pays in the bank app; QPay's own knock gets lost unless `callback` says otherwise. */
export function pay({ qpay }, { invoiceId }, callback = "lost") {
  return qpay("POST", "/_sim/pay", { invoice_id: invoiceId, callback, wait: true })
}

export async function complete({ shop }, { cartId }) {
  const answer = await shop("POST", `/store/carts/${cartId}/complete`)
  if (answer.type !== "order")
    throw new Error(`the cart did not become an order: ${JSON.stringify(answer).slice(0, 500)}`)
  return answer.order.id
}

/** What QPay requests once a payment is made: the shop's own callback address with the payment's id joined on. */
export async function knockUrl({ qpay }, { invoiceId }, paymentId) {
  const { invoices } = await qpay("GET", "/_sim/invoices")
  const { callback_url } = invoices.find((invoice) => invoice.invoice_id === invoiceId)
  return `${callback_url}&qpay_payment_id=${paymentId}`
}

/** A GET on a connection of its own, as a stranger makes it. */
export function knock(url) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false }, (response) => {
      let body = ""
      response.setEncoding("utf8").on("data", (text) => (body += text))
      response.on("end", () => {
        if (response.statusCode === 200 && body === "SUCCESS") resolve()
        else reject(new Error(`the callback answered ${response.statusCode} ${body.slice(0, 200)}`))
      })
    })
    request.on("error", reject)
  })
}

/** Every cart of a measurement must have become exactly one order: a fast failure is no result. */
export async function mustBeOrders({ db }, carts) {
  const ids = carts.map(({ cartId }) => cartId)
  const sql = `select count(*)::int as orders, count(distinct cart_id)::int as carts
                 from order_cart where cart_id = any($1) and deleted_at is null`
  const { orders, carts: placed } = (await db.query(sql, [ids])).rows[0]
  if (orders !== ids.length || placed !== ids.length) {
    throw new Error(`${ids.length} carts became ${orders} orders of ${placed} carts`)
  }
}
