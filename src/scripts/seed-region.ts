import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { createRegionsWorkflow, createTaxRegionsWorkflow } from "@medusajs/medusa/core-flows"

/** "branch2" is there only when a second QPay account is configured. */
const WANTED_PROVIDERS = ["pp_qpay_qpay", "pp_qpay_branch2"]

/** Mongolia, prices in whole tugrik with tax included, paid with QPay. */
export async function seedRegion(container: MedusaContainer) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: regions } = await query.graph({ entity: "region", fields: ["id"], filters: { currency_code: "mnt" } })
  if (regions[0]) return { region_id: regions[0].id }

  const known = await container.resolve(Modules.PAYMENT).listPaymentProviders({ id: WANTED_PROVIDERS })
  const { result } = await createRegionsWorkflow(container).run({
    input: {
      regions: [
        {
          name: "Монгол",
          currency_code: "mnt",
          countries: ["mn"],
          payment_providers: known.map((provider) => provider.id),
          automatic_taxes: false,
          is_tax_inclusive: true,
        },
      ],
    },
  })
  await createTaxRegionsWorkflow(container).run({ input: [{ country_code: "mn", provider_id: "tp_system" }] })
  if (!result[0]) throw new Error("Medusa made no region")
  return { region_id: result[0].id }
}
