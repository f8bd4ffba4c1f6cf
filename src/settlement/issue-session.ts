import type { MedusaContainer } from "@medusajs/framework/types"
import { createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { ledgerOf } from "./sale"

/** A new payment session, in the place of those that the collection has, and with it a new invoice at its sum. */
export async function issueSession(
  container: MedusaContainer,
  input: { payment_collection_id: string; provider_id: string }
): Promise<InvoiceRow> {
  const { result } = await createPaymentSessionsWorkflow(container).run({ input })
  const row = await ledgerOf(container).bySession(result.id)
  if (!row) throw new Error(`the ledger has no invoice of session ${result.id}`)
  return row
}
