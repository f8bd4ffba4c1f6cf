import { hashToken, newCallbackToken } from "../../modules/qpay/callback-token"
import type { InvoiceRow } from "../../modules/qpay/ledger"
import { type CreatedInvoice, isQPayError, type Tugrik } from "../../qpay"
import type { Dependencies } from "./dependencies"
import { publicSessionData, type PublicSessionData } from "./session-data"
import { readSession } from "./session-facts"

export interface InvoiceOrder {
  sessionId: string
  /** At most 45 characters; the session's id unless an earlier invoice of the session used it. */
  senderInvoiceNo: string
  amount: Tugrik
  /** The session's own amount and currency, to compare with at settlement. */
  sessionAmount: number
  currencyCode: string
}

/**
 * Has QPay issue an invoice. The ledger row is written before QPay is asked and completed after, so a crash at
 * any moment leaves a row that names what is missing, and the callback's secret that finds it.
 */
export async function issueInvoice(
  { client, ledger, db, options }: Dependencies,
  order: InvoiceOrder,
  now: Date = new Date()
): Promise<{ row: InvoiceRow; data: PublicSessionData }> {
  const session = await readSession(db, order.sessionId)
  const token = newCallbackToken()
  const minutes = options.expiresInMinutes
  const expiresAt = minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null
  const begun = await ledger.begin(
    {
      payment_session_id: order.sessionId,
      payment_collection_id: session?.collection_id ?? null,
      cart_id: session?.cart_id ?? null,
      provider_id: session?.provider_id ?? null,
      account: options.account,
      sender_invoice_no: order.senderInvoiceNo,
      callback_token_hash: hashToken(token),
      amount: order.amount,
      session_amount: order.sessionAmount,
      currency_code: order.currencyCode,
      expires_at: expiresAt,
    },
    "core"
  )

  let invoice: CreatedInvoice
  try {
    invoice = await client.createInvoice({
      invoice_code: options.invoiceCode,
      sender_invoice_no: order.senderInvoiceNo,
      invoice_receiver_code: "terminal",
      invoice_description: `${options.invoiceDescription} ${order.sessionId.slice(-8)}`,
      amount: order.amount,
      callback_url: callbackUrl(options.callbackUrl, order.sessionId, token),
    })
  } catch (error) {
    // After a time-out the invoice may exist: its row must stay open to a callback. A refusal made none.
    if (isQPayError(error) && error.outcomeUnknown) {
      await ledger.note(begun.id, "create_outcome_unknown", "core", { code: error.code })
    } else {
      await ledger.move(begun.id, "canceled", "core", { reason: "not_issued" })
    }
    throw error
  }

  try {
    const data = await publicSessionData(order.sessionId, order.amount, invoice, {
      expiresAt,
      payUrl: payUrl(options.callbackUrl, begun.pay_token),
    })
    const row = await ledger.complete(
      begun.id,
      { invoiceId: invoice.invoice_id, publicData: withoutPicture(data) },
      "core"
    )
    if (!row) throw new Error(`ledger row ${begun.id} is bound to another invoice`)
    return { row, data }
  } catch (error) {
    // Nobody will ever see this QR: take it back rather than leave it payable. Unless it is another session's.
    const owner = await ledger.byInvoiceId(invoice.invoice_id).catch(() => null)
    if (!owner) await client.cancelInvoice(invoice.invoice_id).catch(() => undefined)
    throw error
  }
}

/** QPay sends neither a signature nor the invoice's id; both are made up for by our own query string. */
function callbackUrl(base: string, sessionId: string, token: string): string {
  const url = new URL(base)
  url.searchParams.set("session", sessionId)
  url.searchParams.set("token", token)
  return url.toString()
}

/** The hosted page is a door of the same server that QPay calls back. */
function payUrl(callback: string, payToken: string): string {
  const url = new URL(callback)
  return url.origin + url.pathname.replace(/webhooks\/qpay$/, `qpay/pay/${payToken}`)
}

function withoutPicture(data: PublicSessionData): Record<string, unknown> {
  const { qr_image: _picture, ...rest } = data
  return rest
}
