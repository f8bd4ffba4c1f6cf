import { randomBytes } from "node:crypto"
import type { Pool } from "pg"
import { api, type Heard } from "./http"
import type { World } from "./world"

const ADDRESS = {
  first_name: "Бат",
  last_name: "Дорж",
  address_1: "Энхтайваны өргөн чөлөө 1",
  city: "Улаанбаатар",
  country_code: "mn",
  postal_code: "14200",
  phone: "99112233",
}

export interface FullCart {
  cart_id: string
  collection_id: string
}

/**
 * Carts that lack nothing but the payment. One of each kind is filled through the store API, and every shopper gets a
 * copy of its rows: filling a cart costs Medusa more than a whole payment, and a payment is what is tried here.
 */
export class Carts {
  private readonly filled = new Map<string, Promise<FullCart>>()
  private readonly shop

  constructor(
    private readonly world: World,
    private readonly db: Pool
  ) {
    this.shop = api(world.shopUrl, { "x-publishable-api-key": world.demo.publishable_key })
  }

  async take(variantId: string, quantity: number): Promise<FullCart> {
    return this.copy(await this.prepare(variantId, quantity))
  }

  prepare(variantId: string, quantity: number): Promise<FullCart> {
    const kind = `${variantId} ${quantity}`
    const made = this.filled.get(kind) ?? this.fill(variantId, quantity)
    this.filled.set(kind, made)
    return made
  }

  private async fill(variant_id: string, quantity: number): Promise<FullCart> {
    const { demo } = this.world
    const { cart } = await this.ask("/carts", {
      region_id: demo.region_id,
      email: "bat@example.mn",
      shipping_address: ADDRESS,
      billing_address: ADDRESS,
      items: [{ variant_id, quantity }],
    })
    await this.ask(`/carts/${cart.id}/shipping-methods`, { option_id: demo.shipping_option_id })
    const { payment_collection } = await this.ask("/payment-collections", { cart_id: cart.id })
    return { cart_id: cart.id, collection_id: payment_collection.id }
  }

  private async ask(path: string, body: object): Promise<Heard["data"]> {
    const { status, data } = await this.shop("POST", `/store${path}`, body, { tries: 5 })
    if (status !== 200) throw new Error(`no cart could be filled: ${path} answered ${status} ${data.message}`)
    return data
  }

  private async copy({ cart_id, collection_id }: FullCart): Promise<FullCart> {
    const copy = { cart_id: newId("cart"), collection_id: newId("pay_col") }
    const { rows } = await this.db.query("SELECT shipping_address_id, billing_address_id FROM cart WHERE id = $1", [
      cart_id,
    ])
    const shipping = { shipping_address_id: newId("caaddr"), billing_address_id: newId("caaddr") }
    for (const which of ["shipping_address_id", "billing_address_id"] as const) {
      await this.copyRow("cart_address", "id", rows[0][which], { id: shipping[which] })
    }
    await this.copyRow("cart", "id", cart_id, { id: copy.cart_id, ...shipping })
    const ofCart = { cart_id: copy.cart_id }
    await this.copyRow("cart_line_item", "cart_id", cart_id, { id: newId("cali"), ...ofCart })
    await this.copyRow("cart_shipping_method", "cart_id", cart_id, { id: newId("casm"), ...ofCart })
    await this.copyRow("payment_collection", "id", collection_id, { id: copy.collection_id })
    const link = { id: newId("capaycol"), payment_collection_id: copy.collection_id, ...ofCart }
    await this.copyRow("cart_payment_collection", "cart_id", cart_id, link)
    return copy
  }

  /** The one row whose `column` is `value`, once more, with these changes. */
  private async copyRow(table: string, column: string, value: string, changes: object): Promise<void> {
    await this.db.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $2)).* FROM ${table} t WHERE ${column} = $1`,
      [value, JSON.stringify(changes)]
    )
  }
}

/** As Medusa's own look: a prefix and 26 letters and digits. */
function newId(prefix: string): string {
  return `${prefix}_${randomBytes(13).toString("hex").toUpperCase()}`
}
