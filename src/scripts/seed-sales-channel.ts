import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createSalesChannelsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"

const STORE_NAME = "QPay демо дэлгүүр"
const KEY_TITLE = "Демо дэлгүүр"

/** The store in tugrik, its sales channel, and the publishable key that opens the store API for it. */
export async function seedSalesChannel(container: MedusaContainer) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)

  const { data: stores } = await query.graph({ entity: "store", fields: ["id"] })
  const { data: channels } = await query.graph({ entity: "sales_channel", fields: ["id"] })
  const channel =
    channels[0] ??
    (await createSalesChannelsWorkflow(container).run({ input: { salesChannelsData: [{ name: STORE_NAME }] } }))
      .result[0]
  if (!stores[0] || !channel) throw new Error("Medusa made no store: was the database migrated?")

  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: stores[0].id },
      update: {
        name: STORE_NAME,
        supported_currencies: [{ currency_code: "mnt", is_default: true }],
        default_sales_channel_id: channel.id,
      },
    },
  })

  return { sales_channel_id: channel.id, publishable_key: await publishableKey(container, channel.id) }
}

async function publishableKey(container: MedusaContainer, channelId: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: keys } = await query.graph({
    entity: "api_key",
    fields: ["id", "token"],
    filters: { type: "publishable", title: KEY_TITLE },
  })
  if (keys[0]) return keys[0].token

  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: KEY_TITLE, type: "publishable", created_by: "" }] },
  })
  const key = result[0]
  if (!key) throw new Error("Medusa made no publishable key")
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [channelId] } })
  return key.token
}
