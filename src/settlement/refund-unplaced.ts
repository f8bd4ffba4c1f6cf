import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { refundPaymentAndRecreatePaymentSessionWorkflow } from "@medusajs/medusa/core-flows"

interface SessionGraph {
  payment_collection_id: string
  amount: number
  provider_id: string
  data: Record<string, unknown>
  payment?: { id: string; customer?: { id: string } | null } | null
}

/**
 * What core does with captured money when a cart's completion fails, for a completion that stopped before it came to
 * that: the provider sends a card payment back, and refuses a bank transfer, which stays named.
 */
export async function refundUnplaced(container: MedusaContainer, sessionId: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["payment_collection_id", "amount", "provider_id", "data", "payment.id", "payment.customer.id"]
  const { data } = await query.graph({ entity: "payment_session", fields, filters: { id: sessionId } })
  const session = data[0] as unknown as SessionGraph | undefined
  if (!session?.payment) return
  await refundPaymentAndRecreatePaymentSessionWorkflow(container)
    .run({
      input: {
        payment_collection_id: session.payment_collection_id,
        provider_id: session.provider_id,
        customer_id: session.payment.customer?.id,
        data: session.data,
        amount: session.amount,
        payment_id: session.payment.id,
        note: "Refunded because the cart could not be completed",
      },
    })
    .catch((error: Error) => {
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
      logger.warn(`[qpay] session ${sessionId}: its payment was not refunded: ${error.message}`)
    })
}
