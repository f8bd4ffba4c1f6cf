import type { ResolvedAccount } from "./account"
import { zeroCounters, type Counters } from "./counters"
import type { Fault, FaultKind } from "./faults"
import { defaultSettings, type Settings } from "./settings"

/** OPEN, CLOSED and CANCELED were captured. What QPay calls an expired invoice is unknown; EXPIRED is our word. */
export type InvoiceStatus = "OPEN" | "CLOSED" | "CANCELED" | "EXPIRED"

export interface Invoice {
  id: string
  /** Username of the account that owns it. */
  account: string
  code: string
  status: InvoiceStatus
  senderInvoiceNo: string
  description: string
  /** Tugrik. */
  amount: number
  callbackUrl: string
  qrText: string
  /** The last part of `qPay_shortUrl`. */
  shortCode: string
  createdAt: Date
  /** The body it was created with. */
  request: Record<string, unknown>
  payments: Payment[]
}

export type PaymentType = "P2P" | "CARD"

export interface Payment {
  /** 15 digits for P2P, a UUID for CARD. */
  id: string
  invoiceId: string
  account: string
  type: PaymentType
  /** NEW, FAILED, PAID, PARTIAL, REFUNDED or whatever a test asked for. */
  status: string
  /** Tugrik, before the fee. */
  amount: number
  /** Tugrik; 1 % as in QPay's samples. */
  fee: number
  wallet: string
  /** GET /v2/payment/{id} names the wallet by an id. */
  walletId: string
  /** Of the bank's transfer, in `p2p_transactions`. */
  transactionId: string
  paidAt: Date
  refundedAt: Date | null
}

export interface TokenSession {
  kind: "access" | "refresh"
  account: string
  expiresAt: Date
}

/** One attempt to reach a merchant. */
export interface CallbackAttempt {
  invoice_id: string
  payment_id: string
  method: "GET" | "POST"
  /** Whole, with the merchant's own token. Logs and pages show it redacted. */
  url: string
  /** null when no answer came. */
  status: number | null
  body: string
  ms: number
  at: string
  error: string | null
}

/** One request QPay received. */
export interface Call {
  method: string
  path: string
  endpoint: string
  /** null when the connection was cut instead of answered. */
  status: number | null
  ms: number
  at: string
  account: string | null
  /** The fault that hit it, if any. */
  fault: FaultKind | null
  /** Never that of a token call. */
  body?: unknown
}

/** A VAT receipt. */
export interface Receipt {
  id: string
  account: string
  paymentId: string
  fields: Record<string, unknown>
}

export interface State {
  readonly accounts: Map<string, ResolvedAccount>
  readonly invoices: Map<string, Invoice>
  readonly payments: Map<string, Payment>
  readonly tokens: Map<string, TokenSession>
  readonly receipts: Map<string, Receipt>
  readonly callbacks: CallbackAttempt[]
  readonly calls: Call[]
  readonly faults: Fault[]
  settings: Settings
  /** What a reset goes back to. */
  readonly initialSettings: Settings
  /** See the setting `same_qr_image`. */
  sameQrImage?: string
  counters: Counters
}

export function createState(accounts: Map<string, ResolvedAccount>, settings: Partial<Settings> = {}): State {
  const initialSettings = { ...defaultSettings(), ...settings }
  return {
    accounts,
    invoices: new Map(),
    payments: new Map(),
    tokens: new Map(),
    receipts: new Map(),
    callbacks: [],
    calls: [],
    faults: [],
    settings: { ...initialSettings },
    initialSettings,
    counters: zeroCounters(),
  }
}

/** Forgets everything but the accounts. */
export function clearState(state: State): void {
  for (const map of [state.invoices, state.payments, state.tokens, state.receipts]) {
    map.clear()
  }
  for (const list of [state.callbacks, state.calls, state.faults]) {
    list.length = 0
  }
  state.settings = { ...state.initialSettings }
  state.counters = zeroCounters()
}
