import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor, AttentionLine, InvoiceRow } from "../../modules/qpay/ledger"
import { hasQPayCode } from "../../qpay"
import { deskOf } from "../desk"
import { cardsFor } from "./fitting"
import { cardRefused, cardUnconfirmed } from "./refusal"

/**
 * Sends card payments back through QPay, whole. The ledger notes each as soon as QPay confirms it, and closes what
 * it was held for. A payment that went back before is not sent again.
 * @throws StaffRefusal when QPay refuses or does not confirm
 */
export async function returnCards(
  container: MedusaContainer,
  line: AttentionLine,
  row: InvoiceRow,
  actor: Actor
): Promise<void> {
  const desk = await deskOf(container, row)
  if (!desk) throw cardUnconfirmed()
  for (const card of cardsFor(line, row)) {
    await desk.returnCard(row, card, actor).catch((error: unknown) => {
      throw hasQPayCode(error, "PAYMENT_SETTLED") ? cardRefused(line.amount) : cardUnconfirmed()
    })
  }
}
