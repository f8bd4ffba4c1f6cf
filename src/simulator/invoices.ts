import type { ResolvedAccount } from "./account"
import { bankLinks } from "./banks"
import { keepInMap } from "./bounded"
import { qrText } from "./emvco"
import { duplicateNumber, invoiceAlreadyCanceled, invoiceNotFound, invoicePaid } from "./errors"
import { validateInvoiceRequest } from "./invoice-request"
import { takenAmount } from "./payments"
import { qrImage } from "./qr-image"
import type { Invoice } from "./state"
import type { Body } from "./validation"
import type { World } from "./world"

/** Writes the invoice down. QPay takes the same sender_invoice_no twice (seen in production, Sep 2026). */
export function createInvoice(world: World, account: ResolvedAccount, body: Body): Invoice {
  const { state, random } = world
  const amount = validateInvoiceRequest(body, account)
  const senderInvoiceNo = String(body.sender_invoice_no)
  if (state.settings.strict_sender_invoice_no && isNumberTaken(world, account, senderInvoiceNo)) {
    throw duplicateNumber()
  }

  const createdAt = world.now()
  const invoice: Invoice = {
    id: random.uuid(),
    account: account.username,
    code: String(body.invoice_code),
    status: "OPEN",
    senderInvoiceNo,
    description: String(body.invoice_description),
    amount,
    callbackUrl: String(body.callback_url),
    qrText: qrText({
      merchantName: account.merchantName,
      amount,
      serial: `00${createdAt.toISOString().slice(2, 10).replace(/-/g, "")}${random.digits(7)}`,
      legacyId: random.digits(15),
      reference: random.text(20),
    }),
    shortCode: random.text(9),
    createdAt,
    request: body,
    payments: [],
  }
  keepInMap(state.invoices, invoice.id, invoice, (dropped) => {
    dropped.payments.forEach((payment) => state.payments.delete(payment.id))
  })
  return invoice
}

/** The answer of POST /v2/invoice. */
export async function createdAnswer(world: World, invoice: Invoice): Promise<object> {
  return {
    invoice_id: invoice.id,
    qr_text: invoice.qrText,
    qr_image: await picture(world, invoice.qrText),
    qPay_shortUrl: `${world.publicUrl}/s/${invoice.shortCode}`,
    urls: bankLinks(invoice.qrText),
  }
}

async function picture({ state }: World, qrText: string): Promise<string> {
  const { empty_qr_image: isEmpty, same_qr_image: isSame } = state.settings
  if (isEmpty) return ""
  if (!isSame) return qrImage(qrText)
  state.sameQrImage ??= await qrImage(qrText)
  return state.sameQrImage
}

/** An account sees its own invoices only; another's does not exist for it. */
export function ownInvoice(world: World, account: ResolvedAccount, id: unknown): Invoice {
  const invoice = world.state.invoices.get(String(id))
  if (!invoice || invoice.account !== account.username) {
    throw invoiceNotFound()
  }
  return invoice
}

/** DELETE /v2/invoice/{id}. One with money on it, be it a part, can no longer be cancelled. */
export function cancelInvoice(invoice: Invoice): void {
  if (invoice.status === "CANCELED") {
    throw invoiceAlreadyCanceled()
  }
  if (invoice.status === "CLOSED" || takenAmount(invoice) > 0) {
    throw invoicePaid()
  }
  invoice.status = "CANCELED"
}

function isNumberTaken(world: World, account: ResolvedAccount, senderInvoiceNo: string): boolean {
  return [...world.state.invoices.values()].some(
    (invoice) => invoice.account === account.username && invoice.senderInvoiceNo === senderInvoiceNo
  )
}
