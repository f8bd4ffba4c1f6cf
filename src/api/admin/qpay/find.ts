import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { z } from "zod"
import type { InvoiceFilter, Search } from "../../../modules/qpay/ledger"
import { type FILTER, spanOf } from "./input"

/** What a list is asked for, in the ledger's words. The order number and Medusa's payment id are Medusa's to look up. */
export async function filterOf(container: MedusaContainer, asked: z.infer<typeof FILTER>): Promise<InvoiceFilter> {
  return {
    ...spanOf(asked),
    states: asked.state?.length ? asked.state : undefined,
    reason: asked.reason,
    search: asked.q ? await searchFor(container, asked.q) : undefined,
  }
}

async function searchFor(container: MedusaContainer, text: string): Promise<Search> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  const orders = number
    ? (await query.graph({ entity: "order", fields: ["id"], filters: { display_id: number } })).data
    : []
  const payments = text.startsWith("pay_")
    ? (await query.graph({ entity: "payment", fields: ["id", "payment_session_id"], filters: { id: text } })).data
    : []
  return {
    text: text.replace(/^#/, ""),
    orderIds: orders.map(({ id }) => id),
    sessionIds: payments.flatMap(({ payment_session_id }) => payment_session_id ?? []),
  }
}
