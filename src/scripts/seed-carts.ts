import type { MedusaContainer } from "@medusajs/framework/types"
import { addShippingMethodToCartWorkflow, createCartWorkflow } from "@medusajs/medusa/core-flows"
import type { DemoStore } from "./seed-demo"

/** Whole tögrög. With ₮5,000 delivery each cart is ₮17,000. */
const PRICE = 12000

const ADDRESS = {
  first_name: "Бат",
  last_name: "Дорж",
  address_1: "Энхтайваны өргөн чөлөө 1",
  city: "Улаанбаатар",
  country_code: "mn",
  postal_code: "14200",
  phone: "99112233",
}

/** Carts with address and delivery, made by the workflows that the store API runs. Only the payment is missing. */
export async function seedCarts(container: MedusaContainer, store: DemoStore, count: number): Promise<string[]> {
  const variant_id = store.products.find(({ price }) => price === PRICE)?.variant_id
  const cartIds: string[] = []
  // One after the other: Medusa makes a customer of the first one's e-mail address, and the others find it.
  for (let n = 0; n < count; n++) {
    const { result: cart } = await createCartWorkflow(container).run({
      input: {
        region_id: store.region_id,
        sales_channel_id: store.sales_channel_id,
        email: "bat@example.mn",
        shipping_address: ADDRESS,
        billing_address: ADDRESS,
        items: [{ variant_id, quantity: 1 }],
      },
    })
    await addShippingMethodToCartWorkflow(container).run({
      input: { cart_id: cart.id, options: [{ id: store.shipping_option_id }] },
    })
    cartIds.push(cart.id)
  }
  return cartIds
}
