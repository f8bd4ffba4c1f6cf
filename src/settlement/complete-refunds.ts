import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { COSTS_LESS } from "../modules/qpay/states"
import { creditOrder } from "./credit-shortfall"
import { hasOpenChange } from "./open-change"
import { idAt } from "./recent-ids"
import { ledgerOf, orderDue } from "./sale"

interface OrderBooks {
  canceled_at: Date | null
  currency_code: string
  payment_collections?: ({ payments?: (PaymentBooks | null)[] } | null)[]
}

interface PaymentBooks {
  id: string
  payment_session_id: string
  captures?: { id: string }[]
  refunds?: { id: string; amount: number }[]
}

/** Longer than the provider, with all its time-outs, is at one refund: a younger one may be under way. */
const UNDER_WAY_MS = 5 * 60_000

/**
 * Core books a refund in three steps: in the payment, as the order's transaction, and as a credit, so that the order
 * does not ask for the money again. A server that dies after the first leaves the other two to this. Called under the
 * invoice's lease.
 */
export async function completeRefunds(
  container: MedusaContainer,
  orderId: string,
  row: InvoiceRow,
  now: Date
): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "id",
      "canceled_at",
      "currency_code",
      "payment_collections.payments.id",
      "payment_collections.payments.payment_session_id",
      "payment_collections.payments.captures.id",
      "payment_collections.payments.refunds.id",
      "payment_collections.payments.refunds.amount",
    ],
    filters: { id: orderId },
  })
  const order = data[0] as OrderBooks | undefined
  // A cancelled order's transaction core has written when it was cancelled.
  if (!order || order.canceled_at) return
  // Read apart: beside payments, Medusa leaves some of an order's transactions out.
  const transactions = await container
    .resolve(Modules.ORDER)
    .listOrderTransactions({ order_id: orderId }, { select: ["reference", "reference_id"] })
  const booked = (wanted: string) =>
    new Set(transactions.flatMap(({ reference, reference_id }) => (reference === wanted ? [reference_id] : [])))
  const [taken, returned] = [booked("capture"), booked("refund")]
  const payments = (order.payment_collections ?? [])
    .flatMap((collection) => collection?.payments ?? [])
    .filter((payment): payment is PaymentBooks => payment !== null)
  const below = idAt("ref", new Date(now.getTime() - UNDER_WAY_MS))
  const missing = payments
    .filter((payment) => payment.payment_session_id === row.payment_session_id)
    // Paid and returned before there was this order, which another payment of its cart bought: its books never had it.
    .filter(({ id, captures = [] }) => [id, ...captures.map((capture) => capture.id)].some((one) => taken.has(one)))
    // A cancellation that was cut short has booked all refunds of a payment as one, by the payment's id.
    .filter(({ id }) => !returned.has(id))
    .flatMap(({ refunds = [] }) => refunds)
    .filter(({ id }) => !returned.has(id) && id < below)
  // The two belong together, and an edit is in the second one's way: later, then.
  if (missing.length > 0 && (await hasOpenChange(container, orderId, now))) return
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
  await endSettledDifference(container, row, orderId)
}

/** An order that cost less than was paid owes nothing any more once the difference went back. */
async function endSettledDifference(container: MedusaContainer, row: InvoiceRow, orderId: string): Promise<void> {
  const { attention } = ledgerOf(container)
  const lines = await attention.list({ invoiceRowId: row.id, openOnly: true })
  const isDifference = lines.some(({ reason, detail }) => reason === "amount_changed" && detail === COSTS_LESS)
  if (!isDifference || (await orderDue(container, orderId)) < 0) return
  await attention.resolve(row.id, ["amount_changed"], { actor: "settlement", resolution: "refunded" })
}
