import { MedusaError } from "@medusajs/framework/utils"
import { receivedTugrik } from "../../qpay"
import { LIST_PAGE, type QPayDesk } from "../../settlement/desk"
import type { Dependencies } from "./dependencies"
import { inspectionFor } from "./inspect"
import { HURRIED_MS, look } from "./look"
import { returnCard } from "./refund"
import { withdrawInvoice } from "./withdraw"

/** What settlement may ask of this provider's account on its own, without a shopper or a callback. */
export function deskFor(deps: Dependencies): QPayDesk {
  const { client, options } = deps
  return {
    account: options.account,
    returnOrigins: options.returnOrigins,
    inspection: inspectionFor(deps),
    reconcile: {
      everySeconds: options.reconcileEverySeconds,
      overlapMinutes: options.reconcileOverlapMinutes,
      lookBackHours: options.reconcileLookBackHours,
    },

    async look(row, { paymentId, hurry } = {}) {
      return (await look(deps, row, { force: true, paymentId, timeoutMs: hurry ? HURRIED_MS : undefined })).asked
    },

    async expire(row) {
      try {
        await withdrawInvoice(deps, row, "expired")
        return true
      } catch (error) {
        if (MedusaError.isMedusaError(error)) return false
        throw error
      }
    },

    async returnCard(row, card, actor) {
      await returnCard(deps, row, card, actor)
    },

    async listPayments(window, page) {
      const { count, rows } = await client.listPayments({
        object_type: "INVOICE",
        object_id: options.invoiceCode,
        ...window,
        offset: { page_number: page, page_limit: LIST_PAGE },
      })
      return {
        count,
        rows: rows.map(({ payment_id, payment_status, object_id }) => ({
          payment_id,
          payment_status,
          object_id: object_id ?? null,
        })),
      }
    },

    async traceInvoice(paymentId) {
      const payment = await client.getPayment(paymentId)
      return payment.object_type === "INVOICE" ? (payment.object_id ?? null) : null
    },

    async readInvoice(invoiceId) {
      const invoice = await client.getInvoice(invoiceId)
      const total = invoice.total_amount
      return {
        senderInvoiceNo: invoice.sender_invoice_no ?? null,
        amount: total === undefined ? null : receivedTugrik([total]),
      }
    },
  }
}
