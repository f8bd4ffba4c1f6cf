import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { SANDBOX_ACCOUNT, startSimulator, type Account, type Simulator, type SimulatorOptions } from "../index"

export interface Heard {
  status: number
  headers: Headers
  text: string

  json: any
}

/** A simulator and the shop of one account, over real HTTP. */
export class Desk {
  token = ""

  private constructor(
    readonly simulator: Simulator,
    readonly account: Account
  ) {}

  static async open(options: SimulatorOptions = {}): Promise<Desk> {
    // Drawing a QR code takes longer than a whole test.
    const settings = { empty_qr_image: true, ...options.settings }
    const simulator = await startSimulator({ seed: 1, ...options, settings })
    const desk = new Desk(simulator, options.accounts?.[0] ?? SANDBOX_ACCOUNT)
    await desk.login()
    return desk
  }

  /** The same simulator, seen by another merchant. */
  async as(account: Account): Promise<Desk> {
    const other = new Desk(this.simulator, account)
    await other.login()
    return other
  }

  close(): Promise<void> {
    return this.simulator.close()
  }

  async login(): Promise<Heard> {
    const { username, password } = this.account
    const heard = await this.raw("POST", "/v2/auth/token", undefined, basic(username, password))
    this.token = heard.json?.access_token ?? this.token
    return heard
  }

  async raw(method: string, path: string, body?: unknown, authorization?: string): Promise<Heard> {
    const response = await fetch(this.simulator.url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parsed(text) }
  }

  qpay(method: string, path: string, body?: unknown): Promise<Heard> {
    return this.raw(method, `/v2${path}`, body, `Bearer ${this.token}`)
  }

  async sim(method: string, path: string, body?: unknown): Promise<any> {
    return (await this.raw(method, `/_sim${path}`, body)).json
  }

  invoiceBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      invoice_code: this.account.invoiceCode,
      sender_invoice_no: "order-1",
      invoice_receiver_code: "terminal",
      invoice_description: "Захиалга 1",
      amount: 12000,
      callback_url: "http://127.0.0.1:9/hook",
      ...changes,
    }
  }

  async invoice(changes: Record<string, unknown> = {}): Promise<string> {
    const heard = await this.qpay("POST", "/invoice", this.invoiceBody(changes))
    expect(heard.status).toBe(200)
    return heard.json.invoice_id
  }

  async pay(invoiceId: string, how: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.sim("POST", "/pay", { invoice_id: invoiceId, callback: "lost", ...how })
    return answer.payment_ids[0]
  }

  check(invoiceId: string): Promise<Heard> {
    return this.qpay("POST", "/payment/check", { object_type: "INVOICE", object_id: invoiceId })
  }
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`
}

export interface Knock {
  method: string
  url: string
  body: string
  at: number
}

/** A shop's door: records who knocks, answers what the test wants. */
export async function openShop(answer: (knock: Knock) => { status?: number; body?: string } = () => ({})) {
  const knocks: Knock[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString()
      const knock = { method: request.method ?? "", url: request.url ?? "", body, at: performance.now() }
      knocks.push(knock)
      const { status = 200, body: text = "SUCCESS" } = answer(knock)
      response.writeHead(status, { "content-type": "text/plain" }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    knocks,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
