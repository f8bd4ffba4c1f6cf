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
  body?: Record<string, unknown>
}

export interface Paid {
  payment_ids: string[]
  callbacks: { status: number; body: string; ms: number }[]
}

/** The simulator as the tests drive it: always over HTTP, like QPay. */
export class QPay {
  private constructor(readonly simulator: Simulator) {}

  static async start(): Promise<QPay> {
    return new QPay(await startSimulator({ port: Number(process.env.QPAY_TEST_SIM_PORT), accounts: ACCOUNTS }))
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

  async calls(endpoint?: string): Promise<Call[]> {
    const { calls } = (await this.send("GET", "/_sim/calls")) as { calls: Call[] }
    return endpoint ? calls.filter((call) => call.endpoint === endpoint) : calls
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

  async invoice(invoiceId: string): Promise<{ invoice_status: string; callback_url: string; sender_invoice_no: string }> {
    const { invoices } = (await this.send("GET", "/_sim/invoices")) as {
      invoices: { invoice_id: string; invoice_status: string; callback_url: string; sender_invoice_no: string }[]
    }
    const found = invoices.find((invoice) => invoice.invoice_id === invoiceId)
    if (!found) throw new Error(`the simulator has no invoice ${invoiceId}`)
    return found
  }

  async invoices(): Promise<{ invoice_id: string; invoice_status: string; sender_invoice_no: string; callback_url: string; amount: number }[]> {
    return ((await this.send("GET", "/_sim/invoices")) as { invoices: never[] }).invoices
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
