import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createOrderCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { orderDue } from "./sale"

/**
 * Staff let the shopper off a part of the price: the order gets a credit of that much, so that its books ask for no
 * more than was paid. Done once per invoice, however often it is called.
 */
export async function creditShortfall(container: MedusaContainer, row: InvoiceRow, orderId: string): Promise<void> {
  if (row.shortfall > 0) await creditOrder(container, row.id, orderId, row.shortfall)
}

/**
 * @param reference what the credit is for; one that the order has already is not given again
 * @param most in the order's currency; no more than the order still asks for
 */
export async function creditOrder(
  container: MedusaContainer,
  reference: string,
  orderId: string,
  most: number
): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["id", "credit_lines.reference_id"]
  const { data } = await query.graph({ entity: "order", fields, filters: { id: orderId } })
  const credits = (data[0]?.credit_lines ?? []) as ({ reference_id: string | null } | null)[]
  if (credits.some((credit) => credit?.reference_id === reference)) return
  const amount = Math.min(most, await orderDue(container, orderId))
  if (amount <= 0) return
  const credit_lines = [{ amount, reference: "qpay", reference_id: reference }]
  await createOrderCreditLinesWorkflow(container).run({ input: { id: orderId, credit_lines } })
}
