import type { MedusaContainer } from "@medusajs/framework/types"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { deskOf } from "./desk"
import { ledgerOf } from "./sale"

/** A card payment that QPay held when it was asked last. Only such a one can go back without our hearing of it. */
export function holdsCard(row: Pick<InvoiceRow, "payments">): boolean {
  return row.payments.some(({ type, status }) => type === "CARD" && status === "PAID")
}

/**
 * Asks QPay about an invoice before anybody is told to send its money back by hand: a refund whose answer was lost, or
 * whose server died, may have been made.
 * @returns the row as it is now; `certain`: false when QPay could not be asked
 */
export async function hearOfCards(
  container: MedusaContainer,
  row: InvoiceRow
): Promise<{ row: InvoiceRow; certain: boolean }> {
  if (!holdsCard(row)) return { row, certain: true }
  const desk = await deskOf(container, row)
  const certain = await (desk?.look(row) ?? Promise.resolve()).then(
    () => true,
    () => false
  )
  return { row: (await ledgerOf(container).byId(row.id)) ?? row, certain }
}
