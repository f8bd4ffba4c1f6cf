import { AsyncLocalStorage } from "node:async_hooks"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { ledgerOf, readSale, type Sale } from "./sale"

const takingUp = new AsyncLocalStorage<string>()

/** Ledger id of the invoice that the session being initiated right now is for; undefined: a new one is to be issued. */
export function invoiceBeingTakenUp(): string | undefined {
  return takingUp.getStore()
}

/**
 * Gives late money a payment session again, so that it can pay for the cart it was meant for. Medusa drops sessions
 * on every cart change and reload; the invoice outlives them. No invoice is issued: the provider binds the paid one.
 */
export async function takeUp(
  container: MedusaContainer,
  row: InvoiceRow,
  sale: Sale
): Promise<{ row: InvoiceRow; sale: Sale }> {
  if (!sale.collection || !row.provider_id) throw new Error(`no collection to take up invoice ${row.invoice_id} in`)
  const { id: collectionId } = sale.collection
  await takingUp.run(row.id, () =>
    container.resolve(Modules.PAYMENT).createPaymentSession(collectionId, {
      provider_id: row.provider_id as string,
      amount: row.session_amount,
      currency_code: row.currency_code,
      data: {},
    })
  )
  const bound = (await ledgerOf(container).byId(row.id)) as InvoiceRow
  return { row: bound, sale: await readSale(container, bound) }
}
