import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { deskOf } from "./desk"
import type { Knock } from "./settle"

/**
 * Asks QPay through Medusa's payment module, so that the provider with the right credentials does it. The
 * provider calls `payment/check` for the invoice id in the ledger and stores what it hears there.
 * The job has no callback's secret to show: it asks at the account's desk, past the throttle.
 * @returns whether QPay was really asked (false: asked not long enough ago)
 * @throws when QPay could not be asked
 */
export async function askQPay(
  container: MedusaContainer,
  row: InvoiceRow,
  hint: Pick<Knock, "token" | "paymentId" | "force" | "hurry">
): Promise<boolean> {
  if (hint.force) {
    const desk = await deskOf(container, row)
    if (!desk) throw new Error(`no provider has the credentials that issued invoice ${row.invoice_id}`)
    return desk.look(row, { paymentId: hint.paymentId })
  }
  if (!row.provider_id) return false
  const answer = await container.resolve(Modules.PAYMENT).getWebhookActionAndData({
    // Medusa adds the prefix itself; until 2.21.2 it did so even when it was there.
    provider: row.provider_id.replace(/^pp_/, ""),
    payload: {
      data: {
        session: row.payment_session_id,
        sender_invoice_no: row.sender_invoice_no,
        token: hint.token,
        qpay_payment_id: hint.paymentId,
        hurry: hint.hurry,
      },
      rawData: "",
      headers: {},
    },
  })
  return (answer.data as { asked?: boolean } | undefined)?.asked === true
}
