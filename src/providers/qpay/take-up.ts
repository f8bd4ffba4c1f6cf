import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import { MedusaError, PaymentSessionStatus } from "@medusajs/framework/utils"
import type { Ledger } from "../../modules/qpay/ledger"
import { sameAmount } from "../../qpay"
import { amountOf } from "./amounts"
import { paymentData, sessionOf, statusWord } from "./payment-data"

/**
 * Binds a session that settlement opened to the invoice whose own session is gone. Nothing is issued: the money is
 * there already.
 * @throws MedusaError UNEXPECTED_STATE when the session is for another sum: then nothing is bound
 */
export async function takeUpInvoice(
  ledger: Ledger,
  rowId: string,
  input: InitiatePaymentInput
): Promise<InitiatePaymentOutput> {
  const { id } = sessionOf(input)
  const row = await ledger.byId(rowId)
  const same = row && sameAmount(row.session_amount, amountOf(input.amount))
  if (!same || row.currency_code !== input.currency_code.toLowerCase()) {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `session ${id} is not for the sum of invoice ${rowId}`)
  }
  const bound = await ledger.rebind(rowId, id, "settlement")
  return { id: rowId, data: paymentData(bound, statusWord(bound)), status: PaymentSessionStatus.PENDING }
}
