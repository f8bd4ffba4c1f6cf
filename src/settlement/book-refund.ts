import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Sale } from "./sale"

/**
 * Tells Medusa of money that went back at QPay, so that a payment it still holds as captured can pay for nothing.
 * The provider finds the payment refunded already and lets Medusa book it; a refund under way is left alone.
 */
export async function bookRefund(container: MedusaContainer, { payment, order }: Sale): Promise<void> {
  if (!payment || payment.left <= 0) return
  const refund = { payment_id: payment.id, amount: payment.left }
  // Core has written a cancelled order's transaction when it was cancelled, but no refund of its payment.
  if (order && !order.canceled) await refundPaymentWorkflow(container).run({ input: refund })
  else await container.resolve(Modules.PAYMENT).refundPayment(refund)
}
