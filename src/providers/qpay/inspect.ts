import { randomUUID } from "node:crypto"
import type { Inspection } from "../../settlement/inspection"
import { windowOf } from "../../settlement/sweep/window"
import type { Dependencies } from "./dependencies"

const HOUR_MS = 3_600_000

/** What the diagnostics may do with this provider's account. */
export function inspectionFor({ client, options, qpayClock }: Dependencies): Inspection {
  return {
    setup: {
      environment: options.environment,
      baseUrl: options.baseUrl,
      callbackUrl: options.callbackUrl,
      currencies: Object.keys(options.exchangeRates),
    },

    async readList(timeoutMs, now = new Date()) {
      // Only this call's answer counts.
      qpayClock.aheadMs = null
      const query = {
        object_type: "INVOICE" as const,
        object_id: options.invoiceCode,
        ...windowOf(new Date(now.getTime() - HOUR_MS), now, null),
        offset: { page_number: 1, page_limit: 1 },
      }
      return (await client.listPayments(query, { timeoutMs, attempts: 1 })).count
    },

    async tryInvoice(amount) {
      const invoice = await client.createInvoice({
        invoice_code: options.invoiceCode,
        sender_invoice_no: `doctor-${randomUUID()}`,
        invoice_receiver_code: "terminal",
        invoice_description: "medusa-payment-qpay doctor",
        amount,
        callback_url: options.callbackUrl,
      })
      try {
        await client.cancelInvoice(invoice.invoice_id)
        return { leftOpen: null }
      } catch {
        return { leftOpen: invoice.invoice_id }
      }
    },

    aheadMs: () => qpayClock.aheadMs,
  }
}
