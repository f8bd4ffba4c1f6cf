import type { z } from "zod"
import {
  CallOptions,
  MOST_ATTEMPTS,
  QPayClientOptions,
  ResolvedClientOptions,
  resolveClientOptions,
} from "./client-options"
import { isAuthenticationError, QPAY_CLIENT_CODES, QPayError } from "./errors"
import { endpointOf, QPayHttp, QPayRequest } from "./http"
import { pathId } from "./path-id"
import { readAllPages } from "./payment-pages"
import * as schemas from "./schemas"
import { TokenSource } from "./token"
import { withinTime } from "./within-time"

type Call<T> = Pick<QPayRequest<T>, "method" | "path" | "id" | "changes"> & {
  body?: object
  answer?: z.ZodType<T>
  timeoutMs?: number
}

const PAGE_LIMIT = 100

/**
 * QPay's merchant API v2, one method per endpoint. Amounts are whole tugrik. Every method throws QPayError and nothing
 * else; a request we can see to be wrong is refused before it is sent (code INVALID_REQUEST).
 *
 * Reads and logins are repeated when QPay is busy or away. Calls that change something are sent once: when their error
 * says `outcomeUnknown`, ask QPay before trying again.
 */
export class QPayClient {
  private readonly options: ResolvedClientOptions
  private readonly http: QPayHttp
  private readonly tokens: TokenSource

  /** @throws QPayError INVALID_OPTIONS */
  constructor(options: QPayClientOptions) {
    this.options = resolveClientOptions(options)
    const { baseUrl, username, password, timeoutMs, attempts, tokenCache, onCall, clock } = this.options
    const secrets = [password, Buffer.from(`${username}:${password}`, "utf8").toString("base64")]
    this.http = new QPayHttp({ baseUrl, secrets, clock, onCall })
    const { http } = this
    this.tokens = new TokenSource({ http, username, password, timeoutMs, attempts, cache: tokenCache, clock })
  }

  /** POST /v2/invoice. Sent once: QPay gives a second invoice to the same sender_invoice_no. */
  async createInvoice(input: schemas.CreateInvoiceInput, call?: CallOptions): Promise<schemas.CreatedInvoice> {
    const path = "/v2/invoice"
    const body = schemas.parseRequest(schemas.createInvoiceRequest, input, `POST ${path}`)
    const { createTimeoutMs: timeoutMs } = this.options
    return this.call({ method: "POST", path, body, answer: schemas.createdInvoice, changes: true, timeoutMs }, call)
  }

  /** GET /v2/invoice/{id}. */
  async getInvoice(invoiceId: string, call?: CallOptions): Promise<schemas.Invoice> {
    const path = "/v2/invoice"
    const id = pathId("invoice_id", invoiceId, `GET ${path}`)
    return this.call({ method: "GET", path, id, answer: schemas.invoice, changes: false }, call)
  }

  /** DELETE /v2/invoice/{id}. Refused with INVOICE_PAID or INVOICE_ALREADY_CANCELED when it is too late. */
  async cancelInvoice(invoiceId: string, call?: CallOptions): Promise<void> {
    const path = "/v2/invoice"
    const id = pathId("invoice_id", invoiceId, `DELETE ${path}`)
    return this.call<void>({ method: "DELETE", path, id, changes: true }, call)
  }

  /** GET /v2/payment/{id}. Its `object_id` is the invoice's id. */
  async getPayment(paymentId: string, call?: CallOptions): Promise<schemas.PaymentDetail> {
    const path = "/v2/payment"
    const id = pathId("payment_id", paymentId, `GET ${path}`)
    return this.call({ method: "GET", path, id, answer: schemas.paymentDetail, changes: false }, call)
  }

  /**
   * POST /v2/payment/check: every payment of one invoice, all pages in `rows`. Takes QPay's invoice_id, not our
   * sender_invoice_no. QPay forbids calling it on a schedule.
   */
  async checkPayment(invoiceId: string, call?: CallOptions): Promise<schemas.PaymentCheck> {
    const path = "/v2/payment/check"
    // Not sent in a path, yet held to the same shape: an id is an id.
    pathId("invoice_id", invoiceId, `POST ${path}`)
    return readAllPages(`POST ${path}`, (page_number) => {
      const offset = { page_number, page_limit: PAGE_LIMIT }
      const body = { object_type: "INVOICE", object_id: invoiceId, offset }
      return this.call({ method: "POST", path, body, answer: schemas.paymentCheck, changes: false }, call)
    })
  }

  /** POST /v2/payment/list: one page of an account's payments; the first 100 unless `offset` says otherwise. */
  async listPayments(query: schemas.ListPaymentsInput, call?: CallOptions): Promise<schemas.PaymentList> {
    const path = "/v2/payment/list"
    const body = schemas.parseRequest(schemas.listPaymentsRequest, query, `POST ${path}`)
    return this.call({ method: "POST", path, body, answer: schemas.paymentList, changes: false }, call)
  }

  /** DELETE /v2/payment/cancel/{id}. Card payments only; a bank transfer is refused with PAYMENT_SETTLED. */
  async cancelPayment(paymentId: string, input: schemas.NoteInput = {}, call?: CallOptions): Promise<void> {
    return this.deleteWithNote("/v2/payment/cancel", paymentId, input, call)
  }

  /** DELETE /v2/payment/refund/{id}. Card payments only and always the full amount; else PAYMENT_SETTLED. */
  async refundPayment(paymentId: string, input: schemas.NoteInput = {}, call?: CallOptions): Promise<void> {
    return this.deleteWithNote("/v2/payment/refund", paymentId, input, call)
  }

  /** POST /v2/ebarimt_v3/create: the VAT receipt of a payment. Sent once. */
  async createEbarimt(input: schemas.CreateEbarimtInput, call?: CallOptions): Promise<schemas.Ebarimt> {
    const path = "/v2/ebarimt_v3/create"
    const body = schemas.parseRequest(schemas.createEbarimtRequest, input, `POST ${path}`)
    const { createTimeoutMs: timeoutMs } = this.options
    return this.call({ method: "POST", path, body, answer: schemas.ebarimt, changes: true, timeoutMs }, call)
  }

  /** GET /v2/ebarimt/{id}: by the receipt's id. There is no v3 form of this one. */
  async getEbarimt(ebarimtId: string, call?: CallOptions): Promise<schemas.Ebarimt> {
    const path = "/v2/ebarimt"
    const id = pathId("ebarimt_id", ebarimtId, `GET ${path}`)
    return this.call({ method: "GET", path, id, answer: schemas.ebarimt, changes: false }, call)
  }

  /** DELETE /v2/ebarimt_v3/{payment_id}: by the PAYMENT's id, unlike the read. */
  async cancelEbarimt(paymentId: string, input: schemas.NoteInput = {}, call?: CallOptions): Promise<void> {
    return this.deleteWithNote("/v2/ebarimt_v3", paymentId, input, call)
  }

  private async deleteWithNote(path: string, paymentId: string, input: schemas.NoteInput, call?: CallOptions) {
    const id = pathId("payment_id", paymentId, `DELETE ${path}`)
    const { note } = schemas.parseRequest(schemas.noteRequest, input, `DELETE ${path}/${id}`)
    const body = note === undefined ? undefined : { note }
    return this.call<void>({ method: "DELETE", path, id, body, changes: true }, call)
  }

  /**
   * With a token. A 401 did nothing at QPay, so the call is sent again with another one, whatever it is: twice, and
   * for one new login at most.
   */
  private async call<T>(request: Call<T>, call: CallOptions = {}): Promise<T> {
    const timeoutMs = call.timeoutMs ?? request.timeoutMs ?? this.options.timeoutMs
    const attempts = Math.min(call.attempts ?? this.options.attempts, MOST_ATTEMPTS)
    const send = (token: string) =>
      this.http.request({ ...request, authorization: `Bearer ${token}`, timeoutMs, attempts })

    let token = await this.inTime(this.tokens.get(), request, call)
    try {
      return await send(token)
    } catch (error) {
      if (!isAuthenticationError(error)) throw error
      this.tokens.drop(token)
    }
    token = await this.inTime(this.tokens.get(), request, call)
    try {
      return await send(token)
    } catch (error) {
      const another = isAuthenticationError(error) ? await this.inTime(this.tokens.another(token), request, call) : null
      if (another === null) throw error
      return send(another)
    }
  }

  /** A caller in a hurry need not wait for a slow login and all its repeats. */
  private inTime<R>(work: Promise<R>, request: Call<unknown>, { timeoutMs }: CallOptions): Promise<R> {
    if (timeoutMs === undefined) {
      return work
    }
    const endpoint = endpointOf(request)
    const message = `${endpoint} was not sent: QPay gave no token within ${timeoutMs} ms`
    const tooLate = () => new QPayError({ code: QPAY_CLIENT_CODES.TIMEOUT, message, endpoint, retryable: true })
    return withinTime(work, timeoutMs, tooLate)
  }
}
