import type { DemoStore } from "../../src/scripts/seed-demo"
import { api, type Heard } from "./http"
import type { World } from "./world"

/** The shop's people, in Medusa's admin API. */
export class Staff {
  private constructor(private readonly send: ReturnType<typeof api>) {}

  static async logIn({ shopUrl, admin }: World): Promise<Staff> {
    const { status, data } = await api(shopUrl)("POST", "/auth/user/emailpass", admin, { tries: 5 })
    if (status !== 200) throw new Error(`staff cannot log in: ${status} ${data.message}`)
    return new Staff(api(shopUrl, { authorization: `Bearer ${data.token}` }))
  }

  cancelOrder(orderId: string): Promise<Heard> {
    return this.send("POST", `/admin/orders/${orderId}/cancel`, {}, { tries: 4 })
  }

  /** @param share of the order's sum, above 0 up to 1 */
  async refundOrder(orderId: string, share: number): Promise<Heard> {
    const fields = "payment_collections.payments.id,payment_collections.payments.amount"
    const { data } = await this.send("GET", `/admin/orders/${orderId}?fields=${fields}`, undefined, { tries: 4 })
    const payment = data.order?.payment_collections?.[0]?.payments?.[0]
    if (!payment) return { status: 404, data: { message: "the order has no payment" } }
    const amount = Math.max(1, Math.floor(payment.amount * share))
    return this.send("POST", `/admin/payments/${payment.id}/refund`, { amount }, { tries: 4 })
  }

  async setStock(product: DemoStore["products"][number], demo: DemoStore, quantity: number): Promise<void> {
    const sku = product.handle.toUpperCase()
    const found = await this.send("GET", `/admin/inventory-items?sku=${sku}`, undefined, { tries: 3 })
    const id = found.data.inventory_items?.[0]?.id
    const path = `/admin/inventory-items/${id}/location-levels/${demo.stock_location_id}`
    const { status, data } = await this.send("POST", path, { stocked_quantity: quantity }, { tries: 3 })
    if (status !== 200) throw new Error(`the stock of ${sku} could not be set: ${status} ${data.message}`)
  }
}
