import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { creditOrder } from "./credit-shortfall"

interface OrderBooks {
  canceled_at: Date | null
  currency_code: string
  transactions?: ({ reference_id: string | null } | null)[]
  payment_collections?: ({ payments?: (PaymentBooks | null)[] } | null)[]
}

interface PaymentBooks {
  payment_session_id: string
  refunds?: { id: string; amount: number }[]
}

/**
 * Core books a refund in three steps: in the payment, as the order's transaction, and as a credit, so that the order
 * does not ask for the money again. A server that dies after the first leaves the other two to this.
 * @param below only refunds whose id sorts before this: younger ones may be under way
 */
export async function completeRefunds(
  container: MedusaContainer,
  orderId: string,
  row: InvoiceRow,
  below?: string
): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "id",
      "canceled_at",
      "currency_code",
      "transactions.reference_id",
      "payment_collections.payments.payment_session_id",
      "payment_collections.payments.refunds.id",
      "payment_collections.payments.refunds.amount",
    ],
    filters: { id: orderId },
  })
  const order = data[0] as OrderBooks | undefined
  // A cancelled order's transaction core has written when it was cancelled.
  if (!order || order.canceled_at) return
  const known = new Set((order.transactions ?? []).map((transaction) => transaction?.reference_id))
  const payments = (order.payment_collections ?? []).flatMap((collection) => collection?.payments ?? [])
  const missing = payments
    .filter((payment) => payment?.payment_session_id === row.payment_session_id)
    .flatMap((payment) => payment?.refunds ?? [])
    .filter(({ id }) => !known.has(id) && (below === undefined || id < below))
  for (const { id, amount } of missing) {
    await container.resolve(Modules.ORDER).addOrderTransactions({
      order_id: orderId,
      amount: -Number(amount),
      currency_code: order.currency_code,
      reference: "refund",
      reference_id: id,
    })
    await creditOrder(container, id, orderId, Number(amount))
  }
}
