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
 * whose server died, may have been made. Once and for a few seconds: a debt is named within these, whatever QPay does.
 * @returns the row as it is now; `certain`: false when QPay could not be asked, be it that no provider has the account any more
 */
export async function hearOfCards(
  container: MedusaContainer,
  row: InvoiceRow
): Promise<{ row: InvoiceRow; certain: boolean }> {
  if (!holdsCard(row)) return { row, certain: true }
  const desk = await deskOf(container, row)
  const certain = desk !== null && (await desk.look(row, { hurry: true }).then(toTrue, toFalse))
  return { row: (await ledgerOf(container).byId(row.id)) ?? row, certain }
}

const toTrue = () => true
const toFalse = () => false
