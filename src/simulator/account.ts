import type { Random } from "./random"

/** One merchant's credentials at QPay. */
export interface Account {
  username: string
  password: string
  /** The code every plain invoice carries. */
  invoiceCode: string
  /** UUID, the `merchant_id` claim of the access token. Made up when left out. */
  merchantId?: string
  /** QPay issues a second code for invoices that get a VAT receipt. */
  ebarimtInvoiceCode?: string
  /** Shown in the bank app, and in Latin capitals inside the QR text. */
  merchantName?: string
}

export type ResolvedAccount = Account & { merchantId: string; merchantName: string }

/** QPay's public sandbox account. The e-barimt code is ours: the sandbox's own is not public. */
export const SANDBOX_ACCOUNT: Account = {
  username: "TEST_MERCHANT",
  password: "123456",
  invoiceCode: "TEST_INVOICE",
  ebarimtInvoiceCode: "EB_TEST_INVOICE",
  merchantName: "TEST MERCHANT",
}

export function resolveAccounts(accounts: Account[], random: Random): Map<string, ResolvedAccount> {
  const resolved = new Map<string, ResolvedAccount>()
  for (const account of accounts) {
    if (resolved.has(account.username)) {
      throw new Error(`Two simulator accounts share the username ${account.username}`)
    }
    resolved.set(account.username, {
      ...account,
      merchantId: account.merchantId ?? random.uuid(),
      merchantName: account.merchantName ?? account.username.replace(/_/g, " "),
    })
  }
  return resolved
}

export function ownsInvoiceCode(account: Account, code: unknown): boolean {
  return (
    code === account.invoiceCode || (account.ebarimtInvoiceCode !== undefined && code === account.ebarimtInvoiceCode)
  )
}
