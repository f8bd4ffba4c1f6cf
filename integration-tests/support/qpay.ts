import { QPayClient } from "../../src/qpay"
import { type Simulator, startSimulator } from "../../src/simulator"

export const ACCOUNTS = [
  { username: "TEST_MERCHANT", password: "123456", invoiceCode: "TEST_INVOICE", merchantName: "DEMO SHOP" },
  {
    username: "BRANCH_TWO",
    password: "branch-two-password",
    invoiceCode: "BRANCH_TWO_INVOICE",
    merchantName: "BRANCH TWO",
  },
]

export interface Call {
  method: string
  path: string
  endpoint: string
  status: number
  account?: string
  at: string
  body?: Record<string, unknown>
}

export interface Paid {
  payment_ids: string[]
  callbacks: { status: number; body: string; ms: number }[]
}

export interface InvoiceView {
  invoice_id: string
  sender_invoice_no: string
  status: string
  amount: number
  callback_url: string
  payments: { payment_id: string; status: string; amount: number }[]
}

/** What QPay answers, with 400, to an invoice code that is not the account's. */
export function wrongCode(): Record<string, unknown> {
  const fields = { invoice_code: { type: "INVALID", message: "invoice_code is invalid" } }
  return { error: fields, message: fields }
}

/** On a busy machine a callback may wait long for its answer. It may be given up only if the shop hangs. */
const CALLBACK_TIMEOUT_MS = 120_000

/** The simulator as the tests drive it: always over HTTP, like QPay. */
export class QPay {
  private constructor(readonly simulator: Simulator) {}

  static async start(): Promise<QPay> {
    // Drawing a QR code takes longer than all that QPay does besides. Browser tests read codes that the page draws.
    const settings = { callback_timeout_ms: CALLBACK_TIMEOUT_MS, same_qr_image: true }
    const port = Number(process.env.QPAY_TEST_SIM_PORT)
    return new QPay(await startSimulator({ port, accounts: ACCOUNTS, settings }))
  }

  close(): Promise<void> {
    return this.simulator.close()
  }

  reset(): Promise<unknown> {
    return this.send("POST", "/_sim/reset", {})
  }

  pay(payment: Record<string, unknown>): Promise<Paid> {
    return this.send("POST", "/_sim/pay", payment) as Promise<Paid>
  }

  callback(callback: Record<string, unknown>): Promise<{ callbacks: Paid["callbacks"] }> {
    return this.send("POST", "/_sim/callback", callback) as Promise<{ callbacks: Paid["callbacks"] }>
  }

  fault(fault: Record<string, unknown>): Promise<unknown> {
    return this.send("POST", "/_sim/faults", fault)
  }

  clearFaults(): Promise<unknown> {
    return this.send("DELETE", "/_sim/faults")
  }

  settings(settings: Record<string, unknown>): Promise<unknown> {
    return this.send("PUT", "/_sim/settings", settings)
  }

  /** The calls QPay accepted. A 401 is only the token of the test before, which a reset has ended. */
  async calls(endpoint?: string): Promise<Call[]> {
    const { calls } = (await this.send("GET", "/_sim/calls")) as { calls: Call[] }
    return calls.filter((call) => call.status !== 401 && (endpoint === undefined || call.endpoint === endpoint))
  }

  /** How often QPay was called, by endpoint, log-ins left out. */
  async counts(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { endpoint } of await this.calls()) {
      if (endpoint !== "token" && endpoint !== "refresh") counts[endpoint] = (counts[endpoint] ?? 0) + 1
    }
    return counts
  }

  forgetCalls(): Promise<unknown> {
    return this.send("DELETE", "/_sim/calls")
  }

  async invoices(): Promise<InvoiceView[]> {
    return ((await this.send("GET", "/_sim/invoices")) as { invoices: InvoiceView[] }).invoices
  }

  async invoice(invoiceId: string): Promise<InvoiceView> {
    const found = (await this.invoices()).find((invoice) => invoice.invoice_id === invoiceId)
    if (!found) throw new Error(`the simulator has no invoice ${invoiceId}`)
    return found
  }

  /** The shop's account in other hands: a till, or QPay's own pages. */
  merchant(): QPayClient {
    const { username, password } = ACCOUNTS[0]!
    return new QPayClient({ baseUrl: this.simulator.url, username, password })
  }

  async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.simulator.url + path, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : null
  }
}
