import type { Tugrik } from "../qpay/money"

/** How a provider entry is set up, as far as anybody may know. No credential. */
export interface ProviderSetup {
  environment: "sandbox" | "production" | null
  baseUrl: string
  callbackUrl: string
  /** Currencies with an exchange rate, besides mnt. */
  currencies: readonly string[]
}

/** What the diagnostics may do with a provider's own client, which has its token and its time limits. */
export interface Inspection {
  readonly setup: ProviderSetup
  /**
   * Reads the last hour's payments under the invoice code: that needs the log-in and the code, and changes nothing.
   * @returns how many payments QPay lists
   * @throws QPayError
   */
  readList(timeoutMs: number, now?: Date): Promise<number>
  /**
   * Has QPay issue an invoice and cancels it at once.
   * @returns what was left open at QPay when the cancellation failed, else null
   * @throws QPayError when none was issued, or nobody knows (`outcomeUnknown`)
   */
  tryInvoice(amount: Tugrik): Promise<{ leftOpen: string | null }>
  /** How far QPay's clock was ahead of this server's in its last answer; null when it has not answered. */
  aheadMs(): number | null
}
