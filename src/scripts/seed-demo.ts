// A small Mongolian shop: everything a checkout in tugrik needs, and nothing else. Safe to run twice.
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createAdmin } from "./create-admin"
import { seedCarts } from "./seed-carts"
import { seedDelivery } from "./seed-delivery"
import { seedProducts } from "./seed-products"
import { seedRegion } from "./seed-region"
import { seedSalesChannel } from "./seed-sales-channel"

export { createAdmin }

export async function seedDemo(container: MedusaContainer) {
  const channel = await seedSalesChannel(container)
  const region = await seedRegion(container)
  const delivery = await seedDelivery(container, channel.sales_channel_id)
  const products = await seedProducts(container, {
    sales_channel_id: channel.sales_channel_id,
    stock_location_id: delivery.stock_location_id,
    shipping_profile_id: delivery.shipping_profile_id,
  })
  return { ...channel, ...region, ...delivery, products }
}

export type DemoStore = Awaited<ReturnType<typeof seedDemo>>

/**
 * `medusa exec ./src/scripts/seed-demo.ts`. What was seeded is left in DEMO_SEED_FILE for the script that asked.
 * DEMO_CARTS: so many carts that only need to be paid, for the tests.
 */
export default async function run({ container }: ExecArgs) {
  const seeded = await seedDemo(container)
  const email = process.env.DEMO_ADMIN_EMAIL || "admin@example.com"
  const password = process.env.DEMO_ADMIN_PASSWORD || "supersecret"
  await createAdmin(container, email, password)
  const cart_ids = await seedCarts(container, seeded, Number(process.env.DEMO_CARTS) || 0)
  container.resolve(ContainerRegistrationKeys.LOGGER).info(`Demo store ready: ${seeded.products.length} products`)

  const file = process.env.DEMO_SEED_FILE
  if (file) await (await import("node:fs/promises")).writeFile(file, JSON.stringify({ ...seeded, cart_ids }))
}
