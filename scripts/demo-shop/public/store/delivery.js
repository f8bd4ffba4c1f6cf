import { config } from "../config.js"
import { text } from "../texts/index.js"
import { sdk } from "./medusa.js"

/** The ways the goods can reach the shopper, cheapest last. */
export async function listDeliveries(cartId) {
  const { shipping_options } = await sdk.store.fulfillment.listCartOptions({ cart_id: cartId })
  return shipping_options.sort((a, b) => b.amount - a.amount)
}

export const isPickup = (optionId) => optionId === config.pickupOptionId

/** Of a shipping option, or of a cart's or order's shipping method: in the shopper's language. */
export function deliveryName({ name, id, shipping_option_id = id }) {
  if (isPickup(shipping_option_id)) return text("pickupName")
  return shipping_option_id === config.shippingOptionId ? text("deliveryName") : (name ?? text("delivery"))
}

export const deliveryNote = ({ id }) => text(isPickup(id) ? "pickupNote" : "deliveryNote")
