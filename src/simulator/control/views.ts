import { toCents } from "../money"
import { takenAmount } from "../payments"
import type { Invoice, Payment } from "../state"
import type { World } from "../world"

export function invoiceSummary(world: World, invoice: Invoice): object {
  return {
    invoice_id: invoice.id,
    account: invoice.account,
    invoice_code: invoice.code,
    sender_invoice_no: invoice.senderInvoiceNo,
    description: invoice.description,
    amount: invoice.amount,
    status: invoice.status,
    callback_url: invoice.callbackUrl,
    qr_text: invoice.qrText,
    bank_url: `${world.publicUrl}/bank/${invoice.id}`,
    created_at: invoice.createdAt.toISOString(),
    payments: invoice.payments.map(paymentSummary),
  }
}

export function paymentSummary(payment: Payment): object {
  return {
    payment_id: payment.id,
    invoice_id: payment.invoiceId,
    account: payment.account,
    type: payment.type,
    status: payment.status,
    amount: payment.amount,
    fee: payment.fee,
    wallet: payment.wallet,
    paid_at: payment.paidAt.toISOString(),
    refunded_at: payment.refundedAt?.toISOString() ?? null,
  }
}

/** The truth a shop's records are compared with. `taken` counts every tugrik that left a customer, refunded or not. */
export function books(world: World): object {
  const invoices = [...world.state.invoices.values()]
  return {
    accounts: [...world.state.accounts.keys()].map((username) => {
      const own = invoices.filter(({ account }) => account === username).map(invoiceBook)
      return {
        account: username,
        taken: sum(own.map(({ taken }) => taken)),
        refunded: sum(own.map(({ refunded }) => refunded)),
        by_invoice: own,
      }
    }),
  }
}

function invoiceBook(invoice: Invoice) {
  const refunded = sum(invoice.payments.filter(({ status }) => status === "REFUNDED").map(({ amount }) => amount))
  return {
    invoice_id: invoice.id,
    sender_invoice_no: invoice.senderInvoiceNo,
    amount: invoice.amount,
    status: invoice.status,
    taken: toCents(takenAmount(invoice) + refunded),
    refunded,
    payments: invoice.payments.map(({ id, type, status, amount }) => ({ payment_id: id, type, status, amount })),
  }
}

function sum(amounts: number[]): number {
  return toCents(amounts.reduce((total, amount) => total + amount, 0))
}
