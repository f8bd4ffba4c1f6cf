import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, ProductStatus } from "@medusajs/framework/utils"
import { createInventoryLevelsWorkflow, createProductsWorkflow } from "@medusajs/medusa/core-flows"
import { demoProducts, type DemoProduct } from "./demo-products"

const STOCK = 1000
const SIZE = "Хэмжээ"

type Shelf = { sales_channel_id: string; stock_location_id: string; shipping_profile_id: string }

const skuOf = (product: DemoProduct) => product.handle.toUpperCase()

/** All missing products in one workflow run: one run each would take most of the time a test may spend. */
export async function seedProducts(container: MedusaContainer, shelf: Shelf) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fetch = () =>
    query.graph({
      entity: "product",
      fields: ["id", "handle", "variants.id"],
      filters: { handle: demoProducts.map((product) => product.handle) },
    })

  const { data: before } = await fetch()
  const present = new Set(before.map((product) => product.handle))
  const missing = demoProducts.filter((product) => !present.has(product.handle))
  if (missing.length) {
    await createProductsWorkflow(container).run({ input: { products: missing.map((product) => row(product, shelf)) } })
    await stock(container, missing, shelf.stock_location_id)
  }

  const { data } = await fetch()
  return demoProducts.map(({ handle, price }) => {
    const product = data.find((candidate) => candidate.handle === handle)
    const variant_id = product?.variants[0]?.id
    if (!product || !variant_id) throw new Error(`the demo product ${handle} is missing`)
    return { id: product.id, handle, variant_id, price }
  })
}

/** The demo shop serves them. Where it runs on another port, it corrects the addresses. */
const pictureOf = (handle: string) => `http://localhost:8000/pictures/${handle}.svg`

function row(product: DemoProduct, shelf: Shelf) {
  const picture = pictureOf(product.handle)
  return {
    title: product.title,
    handle: product.handle,
    description: product.description,
    status: ProductStatus.PUBLISHED,
    shipping_profile_id: shelf.shipping_profile_id,
    thumbnail: picture,
    images: [{ url: picture }],
    metadata: { title_en: product.title_en, description_en: product.description_en },
    options: [{ title: SIZE, values: [product.size] }],
    variants: [
      {
        title: product.size,
        sku: skuOf(product),
        options: { [SIZE]: product.size },
        manage_inventory: true,
        prices: [{ currency_code: "mnt", amount: product.price }],
      },
    ],
    sales_channels: [{ id: shelf.sales_channel_id }],
  }
}

async function stock(container: MedusaContainer, products: DemoProduct[], locationId: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: items } = await query.graph({
    entity: "inventory_item",
    fields: ["id"],
    filters: { sku: products.map(skuOf) },
  })
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map((item) => ({
        inventory_item_id: item.id,
        location_id: locationId,
        stocked_quantity: STOCK,
      })),
    },
  })
}
