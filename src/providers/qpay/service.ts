import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  CreateAccountHolderOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  IEventBusModuleService,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  Logger,
  PaymentProviderInput,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, PaymentActions, PaymentSessionStatus } from "@medusajs/framework/utils"
import { tokenMatches } from "../../modules/qpay/callback-token"
import { Ledger, type InvoiceRow } from "../../modules/qpay/ledger"
import { QPayClient, qrImageDataUri, sameAmount } from "../../qpay"
import { SETTLE_REQUESTED } from "../../settlement/events"
import { isCovered, type SaleFacts, verdict, type Verdict } from "../../settlement/verdict"
import { amountOf, payableTugrik, tugrikOf } from "./amounts"
import type { Dependencies } from "./dependencies"
import { notPaidYet, paidButHeld, paidLess, qpayFailed, sessionUnknown } from "./errors"
import { issueInvoice } from "./issue"
import { isFreshlyPaid, look, type LookOptions } from "./look"
import { type QPayProviderOptions, resolveOptions } from "./options"
import { paymentData, sessionIdOf, statusWord } from "./payment-data"
import { refundInvoice } from "./refund"
import { readSession, type SessionFacts } from "./session-facts"
import { withdrawInvoice } from "./withdraw"

interface Cradle extends Record<string, unknown> {
  logger: Logger
  __pg_connection__: Knex
  event_bus: IEventBusModuleService
}

/**
 * Translates between Medusa's payment module and QPay. Holds no rule about money: those are in
 * `settlement/verdict`. Only MedusaError leaves it.
 */
export default class QPayProviderService extends AbstractPaymentProvider<QPayProviderOptions> {
  static override identifier = "qpay"

  private readonly deps: Dependencies

  static override validateOptions(options: Record<string, unknown>): void {
    resolveOptions(options)
  }

  constructor(cradle: Cradle, config: QPayProviderOptions) {
    super(cradle, config)
    const options = resolveOptions(config as unknown as Record<string, unknown>)
    const { logger, __pg_connection__: db, event_bus: bus } = cradle
    this.deps = {
      options,
      logger,
      db,
      ledger: new Ledger(db),
      client: new QPayClient(options),
      wake: (sessionId) => bus.emit({ name: SETTLE_REQUESTED, data: { session_id: sessionId } }),
    }
  }

  /** @throws MedusaError INVALID_DATA (amount, currency), UNEXPECTED_STATE (QPay failed; nothing to clean up) */
  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const sessionAmount = amountOf(input.amount)
    const amount = payableTugrik(sessionAmount, input.currency_code, this.deps.options.exchangeRates)
    const sessionId = sessionIdOf(input)
    const { row, data } = await issueInvoice(this.deps, {
      sessionId,
      senderInvoiceNo: sessionId,
      amount,
      sessionAmount,
      currencyCode: input.currency_code.toLowerCase(),
    })
    // A callback may have been faster than this answer; Medusa would set an authorized session back to pending.
    const overtaken = row.state === "paid" || row.state === "settled"
    return {
      id: row.invoice_id ?? row.id,
      data,
      status: overtaken ? PaymentSessionStatus.AUTHORIZED : PaymentSessionStatus.PENDING,
    }
  }

  /** QPay cannot change an invoice: the same sum keeps it, another one replaces it. */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const row = await this.rowOf(input)
    const sessionAmount = amountOf(input.amount)
    const amount = payableTugrik(sessionAmount, input.currency_code, this.deps.options.exchangeRates)
    const currencyCode = input.currency_code.toLowerCase()
    const same = sameAmount(sessionAmount, row.session_amount) && currencyCode === row.currency_code
    if (same && row.state === "open") return { data: await this.shownAgain(row) }

    await withdrawInvoice(this.deps, row)
    const issued = (await this.deps.ledger.allOfSession(row.payment_session_id)).length
    const { data } = await issueInvoice(this.deps, {
      sessionId: row.payment_session_id,
      senderInvoiceNo: `${row.payment_session_id}-${issued + 1}`,
      amount,
      sessionAmount,
      currencyCode,
    })
    return { data: { ...data }, status: PaymentSessionStatus.PENDING }
  }

  /** @throws MedusaError NOT_ALLOWED when the invoice is paid: Medusa then keeps the session */
  async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const row = await this.findRow(input)
    if (row) await withdrawInvoice(this.deps, row)
    return { data: { ...input.data } }
  }

  /** @throws MedusaError PAYMENT_REQUIRES_MORE_ERROR when it is not paid, or paid but held */
  async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const found = await this.rowOf(input)
    const row = isFreshlyPaid(found) ? found : await this.look(found)
    const session = await readSession(this.deps.db, row.payment_session_id)
    const decided = verdict(row, saleOf(session))
    if (decided.kind !== "paid") throw refusal(row, decided)
    await this.deps.ledger.move(row.id, "paid", "core")
    return { status: PaymentSessionStatus.CAPTURED, data: paymentData(row, "captured") }
  }

  /** QPay debits at once, so there is nothing to do but to be sure. */
  async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const found = await this.rowOf(input)
    const row = isFreshlyPaid(found) ? found : await this.look(found)
    if (!isCovered(row)) throw notPaidYet()
    return { data: paymentData(row, "captured") }
  }

  /** Never gives money back: core also calls this for a good payment that another run has just recorded. */
  async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const row = await this.findRow(input)
    if (row) await withdrawInvoice(this.deps, row)
    return { data: { ...input.data, status: "canceled" } }
  }

  /** @throws MedusaError NOT_ALLOWED when QPay cannot do it, with what staff should do instead */
  async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const row = await this.rowOf(input)
    const sessionAmount = amountOf(input.amount)
    const amount = sameAmount(sessionAmount, row.session_amount)
      ? row.amount
      : tugrikOf(sessionAmount, row.currency_code, this.deps.options.exchangeRates)
    await refundInvoice(this.deps, row, { sessionAmount, amount })
    // Medusa replaces the payment's data with this: anything left out would be gone.
    return { data: { ...input.data, status: "refunded" } }
  }

  async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const row = await this.look(await this.rowOf(input))
    return { data: paymentData(row, statusWord(row)) }
  }

  async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const row = await this.look(await this.rowOf(input))
    const word = statusWord(row)
    const status =
      word === "captured"
        ? PaymentSessionStatus.CAPTURED
        : word === "pending"
          ? PaymentSessionStatus.PENDING
          : PaymentSessionStatus.CANCELED
    return { status, data: paymentData(row, word) }
  }

  /**
   * Asks QPay about the invoice a callback means. Whatever else the payload says is ignored; without the
   * invoice's secret the throttle applies. `captured` only for a live session with the exact sum confirmed.
   */
  async getWebhookActionAndData(payload: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const hint = payload.data as Record<string, unknown>
    const row = await this.rowOfHint(hint)
    if (!row) return { action: PaymentActions.NOT_SUPPORTED }
    const force = tokenMatches(row, hint.token)
    const paymentId = force && typeof hint.qpay_payment_id === "string" ? hint.qpay_payment_id : undefined
    try {
      const seen = await look(this.deps, row, { force, paymentId })
      const session = await readSession(this.deps.db, row.payment_session_id)
      const paid = session !== null && verdict(seen.row, saleOf(session)).kind === "paid"
      const data = {
        session_id: row.payment_session_id,
        amount: session?.amount ?? row.session_amount,
        asked: seen.asked,
      }
      return { action: paid ? PaymentActions.SUCCESSFUL : PaymentActions.PENDING, data }
    } catch (error) {
      throw qpayFailed(error, `checking invoice ${row.invoice_id}`, this.deps.logger)
    }
  }

  // QPay keeps no customers. Empty answers, so that a logged-in customer's checkout logs no warning.
  async createAccountHolder(): Promise<CreateAccountHolderOutput> {
    return {} as CreateAccountHolderOutput
  }
  async updateAccountHolder(): Promise<Record<string, never>> {
    return {}
  }
  async deleteAccountHolder(): Promise<Record<string, never>> {
    return {}
  }
  async listPaymentMethods(): Promise<[]> {
    return []
  }

  private async look(row: InvoiceRow, options: LookOptions = {}): Promise<InvoiceRow> {
    try {
      return (await look(this.deps, row, options)).row
    } catch (error) {
      throw qpayFailed(error, `checking invoice ${row.invoice_id}`, this.deps.logger)
    }
  }

  /** The same QR once more; the ledger keeps its text, the picture is drawn from it. */
  private async shownAgain(row: InvoiceRow): Promise<Record<string, unknown>> {
    const qrText = String(row.public_data?.qr_text ?? "")
    return { ...row.public_data, qr_image: await qrImageDataUri(null, qrText) }
  }

  private async findRow(input: PaymentProviderInput): Promise<InvoiceRow | null> {
    const row = await this.deps.ledger.bySession(sessionIdOf(input))
    // A stale or planted invoice id must not reach another session's invoice.
    const named = input.data?.invoice_id
    return row && (!named || !row.invoice_id || named === row.invoice_id) ? row : null
  }

  private async rowOf(input: PaymentProviderInput): Promise<InvoiceRow> {
    const row = await this.findRow(input)
    if (!row) throw sessionUnknown()
    return row
  }

  private async rowOfHint(hint: Record<string, unknown>): Promise<InvoiceRow | null> {
    const { sender_invoice_no: number, session } = hint
    if (typeof number === "string") return this.deps.ledger.bySenderInvoiceNo(number)
    return typeof session === "string" ? this.deps.ledger.bySession(session) : null
  }
}

/**
 * The facts that Medusa's tables give the provider. During completion the order says what the cart costs; before,
 * the collection's amount stands in for the total: core keeps the two equal but for a case settlement repairs.
 */
function saleOf(session: SessionFacts | null): SaleFacts {
  return {
    session,
    recorded: false,
    cartTotal: session?.order_due ?? session?.collection_amount ?? null,
    paidOtherwise: session?.paid_otherwise ?? false,
    order: null,
  }
}

function refusal(row: InvoiceRow, decided: Exclude<Verdict, { kind: "paid" }>): Error {
  if (decided.kind !== "hold") return notPaidYet()
  if (decided.reason === "underpaid") return paidLess(decided.amount, row.amount)
  return paidButHeld(row.payment_session_id.slice(-8))
}
