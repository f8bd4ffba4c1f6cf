import { config } from "../config.js"
import { language } from "../texts/index.js"
import { sdk } from "./medusa.js"

let shelf

/** The demo's products, in the order of the shelf. Asked for once. */
export async function listProducts() {
  shelf ??= ask().catch((error) => {
    shelf = undefined
    throw error
  })
  return shelf
}

async function ask() {
  const { products } = await sdk.store.product.list({
    region_id: config.regionId,
    fields: "id,title,description,handle,metadata,*variants,*variants.calculated_price",
    limit: 100,
  })
  const place = ({ handle }) => config.handles.indexOf(handle)
  return products.filter((product) => place(product) >= 0).sort((a, b) => place(a) - place(b))
}

export const findProduct = async (handle) => (await listProducts()).find((product) => product.handle === handle)

/** The demo's products have one variant each. */
export const variantOf = ({ variants }) => variants[0]

/** Whole tugrik. */
export const priceOf = (product) => variantOf(product).calculated_price.calculated_amount

export const titleOf = ({ title, metadata }) => (language() === "en" && metadata?.title_en) || title

export const descriptionOf = ({ description, metadata }) =>
  (language() === "en" && metadata?.description_en) || description

export const pictureOf = (handle) => `/pictures/${handle}.svg`
