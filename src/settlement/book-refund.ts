import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { InvoiceRow } from "../modules/qpay/ledger"
import type { Tugrik } from "../qpay/money"
import { readSale, type Sale } from "./sale"

/**
 * Tells Medusa of money that went back at QPay, so that a payment it still holds as captured can pay for nothing.
 * The provider finds the payment refunded already and lets Medusa book it; a refund under way is left alone.
 */
export async function bookRefund(container: MedusaContainer, { payment, order }: Sale): Promise<void> {
  if (!payment || payment.left <= 0) return
  const refund = { payment_id: payment.id, amount: payment.left }
  if (order) await refundPaymentWorkflow(container).run({ input: refund })
  else await container.resolve(Modules.PAYMENT).refundPayment(refund)
}

/** Medusa's refund of a part of an order's payment that staff sent back by bank and recorded. Whole tugrik. */
export async function bookRefundOf(container: MedusaContainer, row: InvoiceRow, amount: Tugrik): Promise<void> {
  const { payment } = await readSale(container, row)
  if (!payment || payment.left <= 0) return
  await refundPaymentWorkflow(container).run({
    input: { payment_id: payment.id, amount: Math.min(amount, payment.left) },
  })
}
