import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows"

const LOCATION = "Улаанбаатар агуулах"
const DELIVERY = "Улаанбаатар хүргэлт"
const PICKUP = "Өөрөө очиж авах"

/** Where the goods lie, and the two ways they reach the customer. */
export async function seedDelivery(container: MedusaContainer, salesChannelId: string) {
  const stock_location_id = await stockLocation(container, salesChannelId)
  const shipping_profile_id = await shippingProfile(container)
  const options = await shippingOptions(container, stock_location_id, shipping_profile_id)
  return { stock_location_id, shipping_profile_id, ...options }
}

async function stockLocation(container: MedusaContainer, salesChannelId: string) {
  const service = container.resolve(Modules.STOCK_LOCATION)
  const [existing] = await service.listStockLocations({ name: LOCATION })
  if (existing) return existing.id

  const { result } = await createStockLocationsWorkflow(container).run({
    input: {
      locations: [
        { name: LOCATION, address: { address_1: "Энхтайваны өргөн чөлөө 1", city: "Улаанбаатар", country_code: "mn" } },
      ],
    },
  })
  const location = result[0]
  if (!location) throw new Error("Medusa made no stock location")
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id: location.id, add: [salesChannelId] } })
  return location.id
}

async function shippingProfile(container: MedusaContainer) {
  const [existing] = await container.resolve(Modules.FULFILLMENT).listShippingProfiles({ type: "default" })
  if (existing) return existing.id
  const { result } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Default", type: "default" }] },
  })
  if (!result[0]) throw new Error("Medusa made no shipping profile")
  return result[0].id
}

async function shippingOptions(container: MedusaContainer, locationId: string, profileId: string) {
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const existing = await fulfillment.listShippingOptions({ name: [DELIVERY, PICKUP] })
  const idOf = (options: { id: string; name: string }[], name: string) => {
    const option = options.find((candidate) => candidate.name === name)
    if (!option) throw new Error(`the demo store has no shipping option "${name}"`)
    return option.id
  }
  if (existing.length) {
    return { shipping_option_id: idOf(existing, DELIVERY), pickup_option_id: idOf(existing, PICKUP) }
  }

  const set = await fulfillment.createFulfillmentSets({
    name: DELIVERY,
    type: "shipping",
    service_zones: [{ name: "Монгол", geo_zones: [{ country_code: "mn", type: "country" }] }],
  })
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  })
  const zoneId = set.service_zones[0]?.id
  if (!zoneId) throw new Error("Medusa made no service zone")

  const option = (name: string, code: string, description: string, amount: number) => ({
    name,
    price_type: "flat" as const,
    provider_id: "manual_manual",
    service_zone_id: zoneId,
    shipping_profile_id: profileId,
    type: { label: name, description, code },
    prices: [{ currency_code: "mnt", amount }],
    rules: [
      { attribute: "enabled_in_store", value: "true", operator: "eq" as const },
      { attribute: "is_return", value: "false", operator: "eq" as const },
    ],
  })
  const { result } = await createShippingOptionsWorkflow(container).run({
    input: [
      option(DELIVERY, "delivery", "Тухайн өдөртөө хүргэнэ", 5000),
      option(PICKUP, "pickup", "Дэлгүүрээс өөрөө авна, үнэгүй", 0),
    ],
  })
  return { shipping_option_id: idOf(result, DELIVERY), pickup_option_id: idOf(result, PICKUP) }
}
