import { api, type Heard } from "./http"
import type { Knock } from "./story"
import type { Trouble } from "./trouble"

export interface Payment extends Partial<Knock> {
  invoice_id?: string
  sender_invoice_no?: string
  amount?: number
  type?: "P2P" | "CARD"
  /** Pay although the bank app would not offer it any more. */
  force?: boolean
}

/** The simulator as the run drives it: the shopper's bank app, and the hand that makes QPay fail. */
export class Bank {
  private readonly send
  constructor(simulatorUrl: string) {
    this.send = api(simulatorUrl)
  }

  /** Debits at once; QPay's callback goes its own way. A refusal (already paid, cancelled) is an answer. */
  pay(payment: Payment): Promise<Heard> {
    return this.send("POST", "/_sim/pay", { wait: false, ...payment })
  }

  /** QPay knocks, whether there is news or not. */
  knock(invoiceId: string): Promise<Heard> {
    return this.send("POST", "/_sim/callback", { invoice_id: invoiceId })
  }

  make(trouble: Trouble): Promise<Heard> {
    if ("kill_tokens" in trouble) return this.send("POST", "/_sim/tokens/kill", {})
    return this.send("POST", "/_sim/faults", trouble)
  }

  endTrouble(): Promise<Heard> {
    return this.send("DELETE", "/_sim/faults")
  }

  async read<Answer>(what: "books" | "payments" | "counters"): Promise<Answer> {
    const { status, data } = await this.send("GET", `/_sim/${what}`, undefined, { tries: 3 })
    if (status !== 200) throw new Error(`the simulator did not show its ${what}: ${status} ${data.message}`)
    return data as Answer
  }
}
