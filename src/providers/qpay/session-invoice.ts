import type { PaymentProviderInput } from "@medusajs/framework/types"
import type { InvoiceRow, Ledger } from "../../modules/qpay/ledger"
import { sessionUnknown } from "./errors"
import { sessionOf } from "./payment-data"

/** The newest invoice of the session that Medusa means; null when the ledger has none. */
export async function findInvoice(ledger: Ledger, input: PaymentProviderInput): Promise<InvoiceRow | null> {
  const { id, trusted } = sessionOf(input)
  const row = await ledger.bySession(id)
  // Stored data may be stale or planted: it must not reach another session's invoice.
  const named = input.data?.invoice_id
  return row && (trusted || (named && named === row.invoice_id)) ? row : null
}

/** {@link findInvoice} where there must be one. @throws MedusaError for a session that the ledger does not know */
export async function invoiceOf(ledger: Ledger, input: PaymentProviderInput): Promise<InvoiceRow> {
  const row = await findInvoice(ledger, input)
  if (!row) throw sessionUnknown()
  return row
}
