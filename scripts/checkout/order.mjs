import { client } from "./http.mjs"

const FIELDS = "display_id,payment_status,total,*payment_collections,*payment_collections.payments"

/** The order as the shop's staff see it. */
export async function readOrder({ medusa_url, admin_email, admin_password }, orderId) {
  const credentials = { email: admin_email, password: admin_password }
  const { token } = await client(medusa_url)("POST", "/auth/user/emailpass", credentials)
  const staff = client(medusa_url, { authorization: `Bearer ${token}` })
  const { order } = await staff("GET", `/admin/orders/${orderId}?fields=${FIELDS}`)
  return {
    number: order.display_id,
    status: order.payment_status,
    total: order.total,
    captured: order.payment_collections.reduce((sum, collection) => sum + (collection.captured_amount ?? 0), 0),
  }
}
