// Medusa's store API, and the two QPay routes beside it.
const config = await (await fetch("/config.json")).json()

/** With a real QPay behind the store, real money moves. */
export const isReal = config.real

async function call(method, path, body) {
  const response = await fetch(config.storeUrl + path, {
    method,
    headers: {
      "x-publishable-api-key": config.publishableKey,
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(answer.message || `HTTP ${response.status}`)
  return answer
}

const ADDRESS = {
  first_name: "Болд",
  last_name: "Дорж",
  address_1: "Энхтайваны өргөн чөлөө 1",
  city: "Улаанбаатар",
  country_code: "mn",
  postal_code: "14200",
  phone: "99112233",
}

export async function listProducts() {
  const fields = "id,title,description,handle,metadata,*variants,*variants.calculated_price"
  const { products } = await call("GET", `/store/products?region_id=${config.regionId}&fields=${fields}&limit=100`)
  const place = (product) => config.handles.indexOf(product.handle)
  return products.filter((product) => place(product) >= 0).sort((a, b) => place(a) - place(b))
}

/** From a product to an invoice one can pay. */
export async function checkout(variantId) {
  const { cart } = await call("POST", "/store/carts", {
    region_id: config.regionId,
    email: "bold@example.mn",
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    items: [{ variant_id: variantId, quantity: 1 }],
  })
  await call("POST", `/store/carts/${cart.id}/shipping-methods`, { option_id: config.shippingOptionId })
  const { payment_collection } = await call("POST", "/store/payment-collections", { cart_id: cart.id })
  return newSession(payment_collection.id)
}

export async function newSession(collectionId) {
  const { payment_collection } = await call("POST", `/store/payment-collections/${collectionId}/payment-sessions`, {
    provider_id: config.providerId,
  })
  const session = payment_collection.payment_sessions.find((candidate) => candidate.provider_id === config.providerId)
  return { collectionId, sessionId: session.id, amount: session.amount, ...session.data }
}

export const statusOf = async (sessionId) =>
  (await call("GET", `/store/qpay/payment-sessions/${sessionId}`)).payment_session

export const check = async (sessionId) =>
  (await call("POST", `/store/qpay/payment-sessions/${sessionId}/check`)).payment_session

export const order = async (id) => (await call("GET", `/store/orders/${id}?fields=id,display_id,total`)).order
