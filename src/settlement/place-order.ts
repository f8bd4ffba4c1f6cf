import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, PaymentActions } from "@medusajs/framework/utils"
import { processPaymentWorkflowId } from "@medusajs/medusa/core-flows"
import { QPAY_MODULE } from "../modules/qpay"
import type { InvoiceRow } from "../modules/qpay/ledger"
import type QPayModuleService from "../modules/qpay/service"
import { repairCollectionAmount } from "./resync"
import type { Sale } from "./sale"

/**
 * Tells Medusa that a session is paid. Called by `settle` alone, under its lease, with a verdict of `paid`.
 * @returns what core reported as errors; whether an order exists is read back by the caller, because core
 *   completes a run without an error although the cart could not be completed
 */
export async function placeOrder(container: MedusaContainer, row: InvoiceRow, sale: Sale): Promise<string[]> {
  const payments = container.resolve(Modules.PAYMENT)
  // Core, handed a session that is gone, completes another cart.
  if (!sale.session) throw new Error(`session ${row.payment_session_id} is gone, nothing may be placed for it`)
  await repairCollectionAmount(container, row, sale)
  await removeSiblings(container, payments, sale)

  // A plain engine run: as a sub-workflow its cart lock would be skipped.
  const run = await container.resolve(Modules.WORKFLOW_ENGINE).run(processPaymentWorkflowId, {
    input: {
      // Never `authorized`: with a vanished session that action completes the first cart of the shop.
      action: PaymentActions.SUCCESSFUL,
      data: { session_id: row.payment_session_id, amount: sale.session.amount },
    },
    throwOnError: false,
  })
  const errors = (run.errors ?? []) as { action: string; error: unknown }[]
  return errors.map(({ action, error }) => `${action}: ${textOf(error)}`)
}

/** The engine hands over errors as they were, or as plain objects. */
function textOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message
  return typeof message === "string" ? message : String(error)
}

/**
 * Completion authorizes whichever session the database lists first, so the paid one must be the only one. A
 * sibling that turns out to be paid as well is a second payment: it is named, then removed.
 */
async function removeSiblings(container: MedusaContainer, payments: IPaymentModuleService, sale: Sale): Promise<void> {
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  for (const sibling of sale.siblings) {
    try {
      await payments.deletePaymentSession(sibling.id)
    } catch (error) {
      const other = await ledger.bySession(sibling.id)
      if (other?.state !== "paid") {
        const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
        logger.warn(`[qpay] session ${sibling.id} beside a paid one could not be removed: ${(error as Error).message}`)
        continue
      }
      await ledger.attention.open({ qpay_invoice_id: other.id, reason: "duplicate", amount: other.paid_amount })
      await ledger.move(other.id, "attention", "settlement", { reason: "duplicate" })
      await payments.deletePaymentSession(sibling.id)
    }
  }
}
