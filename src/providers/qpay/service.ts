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
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, MedusaError, PaymentSessionStatus } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../../modules/qpay"
import { Ledger, type InvoiceRow } from "../../modules/qpay/ledger"
import { QPayClient, sameAmount } from "../../qpay"
import { openDesk, presentDesk, type QPayDesk } from "../../settlement/desk"
import { mayWake, SETTLE_REQUESTED } from "../../settlement/events"
import { invoiceBeingTakenUp } from "../../settlement/take-up"
import { isCovered, verdict } from "../../settlement/verdict"
import { recordCall } from "../../telemetry"
import { amountOf, payableTugrik, tugrikOf } from "./amounts"
import type { Dependencies } from "./dependencies"
import { deskFor } from "./desk"
import { notPaidYet, paidButHeld, pluginMissing, refusal, toMedusaError } from "./errors"
import { issueInvoice } from "./issue"
import { answerKnock } from "./knock"
import { isFreshlyPaid, look } from "./look"
import { type QPayProviderOptions, resolveOptions } from "./options"
import { paymentData, SESSION_STATUS, sessionOf, statusWord } from "./payment-data"
import { refundInvoice } from "./refund"
import { readSession, saleOf } from "./session-facts"
import { sessionDataAgain } from "./session-data"
import { findInvoice, invoiceOf } from "./session-invoice"
import { takeUpInvoice } from "./take-up"
import { sharedTokenCache } from "./token-cache"
import { withdrawInvoice } from "./withdraw"

interface Cradle extends Record<string, unknown> {
  logger: Logger
  __pg_connection__: Knex
  event_bus: IEventBusModuleService
  configModule?: { modules?: Record<string, unknown> }
}

/**
 * Translates between Medusa's payment module and QPay. Holds no rule about money: those are in
 * `settlement/verdict`. Only MedusaError leaves it.
 */
export default class QPayProviderService extends AbstractPaymentProvider<QPayProviderOptions> {
  static override identifier = "qpay"

  private readonly deps: Dependencies
  private readonly desk: QPayDesk
  /** Without the plugin nobody hears a callback: no QR may be shown then. */
  private readonly hasPlugin: boolean

  static override validateOptions(options: Record<string, unknown>): void {
    resolveOptions(options)
  }

  constructor(cradle: Cradle, config: QPayProviderOptions) {
    super(cradle, config)
    const options = resolveOptions(config as unknown as Record<string, unknown>)
    const { logger, __pg_connection__: db, event_bus: bus, configModule } = cradle
    this.hasPlugin = !configModule?.modules || QPAY_MODULE in configModule.modules
    const qpayClock: Dependencies["qpayClock"] = { aheadMs: null }
    this.deps = {
      options,
      logger,
      qpayClock,
      db,
      ledger: new Ledger(db),
      client: new QPayClient({
        ...options,
        tokenCache: sharedTokenCache(cradle, options),
        onCall: (call) => {
          recordCall(call)
          qpayClock.aheadMs = call.aheadMs ?? qpayClock.aheadMs
        },
      }),
      wake: async (sessionId) => {
        if (mayWake()) await bus.emit({ name: SETTLE_REQUESTED, data: { session_id: sessionId } })
      },
    }
    this.desk = deskFor(this.deps)
    openDesk(db, this.desk)
  }

  /**
   * @throws MedusaError INVALID_DATA (amount, currency), NOT_ALLOWED (QPay refuses the shop's settings),
   * UNEXPECTED_STATE (QPay failed); nothing to clean up
   */
  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const issue = async () => {
      if (!this.hasPlugin) throw pluginMissing()
      const paid = invoiceBeingTakenUp()
      if (paid) return takeUpInvoice(this.deps.ledger, paid, input)
      const sessionAmount = amountOf(input.amount)
      const amount = payableTugrik(sessionAmount, input.currency_code, this.deps.options.exchangeRates)
      const sessionId = sessionOf(input).id
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
    return this.run("creating an invoice", issue, MedusaError.Types.NOT_ALLOWED)
  }

  /** QPay cannot change an invoice: the same sum keeps it, another one replaces it. */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    return this.run("replacing an invoice", async () => {
      const row = await invoiceOf(this.deps.ledger, input)
      const sessionAmount = amountOf(input.amount)
      const amount = payableTugrik(sessionAmount, input.currency_code, this.deps.options.exchangeRates)
      const currencyCode = input.currency_code.toLowerCase()
      const same = sameAmount(sessionAmount, row.session_amount) && currencyCode === row.currency_code
      if (same && row.state === "open") return { data: await sessionDataAgain(row) }
      // Staff have accepted what was paid: the session follows the invoice.
      if (same && isCovered(row) && row.state === "attention") return { data: paymentData(row, "captured") }

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
    })
  }

  /** @throws MedusaError NOT_ALLOWED when the invoice is paid: Medusa then keeps the session */
  async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    return this.run("cancelling an invoice", async () => {
      const row = await findInvoice(this.deps.ledger, input)
      if (row) await withdrawInvoice(this.deps, row)
      return { data: { ...input.data } }
    })
  }

  /** @throws MedusaError PAYMENT_REQUIRES_MORE_ERROR when it is not paid, or paid but held */
  async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    return this.run("confirming a payment", async () => {
      const found = await invoiceOf(this.deps.ledger, input)
      const row = isFreshlyPaid(found) ? found : (await look(this.deps, found)).row
      const { attention } = this.deps.ledger
      const [session, sums] = await Promise.all([
        readSession(this.deps.db, row.payment_session_id),
        attention.sumsOf(row.id),
      ])
      const decided = verdict(row, { ...saleOf(session, row), ...sums })
      if (decided.kind === "hold") await this.deps.wake(row.payment_session_id)
      if (decided.kind !== "paid") throw refusal(row, decided)
      // What staff have dealt with in another way buys nothing.
      const isSetAside = row.state === "attention" && (await attention.isSetAside(row.id))
      if (isSetAside) throw paidButHeld(row.payment_session_id)
      if (!(await this.isTaken(row))) {
        await this.deps.wake(row.payment_session_id)
        throw paidButHeld(row.payment_session_id)
      }
      return { status: PaymentSessionStatus.CAPTURED, data: paymentData(row, "captured") }
    })
  }

  /** QPay debits at once, so there is nothing to do but to be sure. */
  async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    return this.run("confirming a payment", async () => {
      const found = await invoiceOf(this.deps.ledger, input)
      const row = isFreshlyPaid(found) ? found : (await look(this.deps, found)).row
      if (!isCovered(row)) throw notPaidYet()
      return { data: paymentData(row, "captured") }
    })
  }

  /** Never gives money back: core also calls this for a good payment that another run has just recorded. */
  async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return this.run("cancelling an invoice", async () => {
      const row = await findInvoice(this.deps.ledger, input)
      if (row) await withdrawInvoice(this.deps, row)
      return { data: { ...input.data, status: "canceled" } }
    })
  }

  /** @throws MedusaError NOT_ALLOWED when QPay cannot do it, with what staff should do instead */
  async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    return this.run("refunding a payment", async () => {
      const row = await invoiceOf(this.deps.ledger, input)
      const sessionAmount = amountOf(input.amount)
      const amount = sameAmount(sessionAmount, row.session_amount)
        ? row.amount
        : tugrikOf(sessionAmount, row.currency_code, this.deps.options.exchangeRates)
      await refundInvoice(this.deps, row, { sessionAmount, amount })
      // Medusa replaces the payment's data with this: anything left out would be gone.
      return { data: { ...input.data, status: "refunded" } }
    })
  }

  async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return this.run("reading a payment", async () => {
      const { row } = await look(this.deps, await invoiceOf(this.deps.ledger, input))
      return { data: paymentData(row, statusWord(row)) }
    })
  }

  async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    return this.run("reading a payment", async () => {
      const { row } = await look(this.deps, await invoiceOf(this.deps.ledger, input))
      const word = statusWord(row)
      return { status: SESSION_STATUS[word], data: paymentData(row, word) }
    })
  }

  /** See {@link answerKnock}: what a callback says is a hint, what QPay answers is stored in the ledger. */
  async getWebhookActionAndData(payload: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    presentDesk(this.desk)
    return this.run("checking a callback", () => answerKnock(this.deps, payload.data as Record<string, unknown>))
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

  /** Only MedusaError leaves the provider, and the log hears the cause once. */
  private async run<T>(doing: string, work: () => Promise<T>, forGood?: string): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw toMedusaError(error, doing, this.deps.logger, forGood)
    }
  }

  /** The row says, or says from now on, that its money becomes an order; false when it was held meanwhile. */
  private async isTaken({ id, state }: InvoiceRow): Promise<boolean> {
    if (state === "paid" || state === "settled") return true
    const now = (await this.deps.ledger.move(id, "paid", "core")) ?? (await this.deps.ledger.byId(id))
    return now?.state === "paid" || now?.state === "settled"
  }
}
