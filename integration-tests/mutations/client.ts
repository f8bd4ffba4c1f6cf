import type { Mutation } from "./mutation"

export const client: Mutation[] = [
  {
    name: "the creation of an invoice is repeated after an error",
    file: "src/qpay/http.ts",
    search: `withRetries(request.changes ? 1 : request.attempts,`,
    replace: `withRetries(request.attempts,`,
    spec: "src/qpay/__tests__/create-invoice.spec.ts",
    test: "is never repeated, however it fails",
  },
  {
    name: "a creation that failed at QPay counts as not made",
    file: "src/qpay/http.ts",
    search: `const outcomeUnknown = request.changes && (status >= 500 || status === 408)`,
    replace: `const outcomeUnknown = request.changes && status === 408`,
    spec: "src/qpay/__tests__/http.spec.ts",
    test: "is sent once when it meets 500",
  },
  {
    name: "a token that QPay refused is kept",
    file: "src/qpay/token.ts",
    search: `      this.current = null\n`,
    replace: ``,
    spec: "src/qpay/__tests__/token.spec.ts",
    test: "causes one login however many callers drop the same dead token",
  },
  {
    name: "more than arrived is claimed as received",
    file: "src/qpay/money.ts",
    search: `return toTugrik(sum / ONE, sum)`,
    replace: `return toTugrik((sum + ONE / 2n) / ONE, sum)`,
    spec: "src/qpay/__tests__/money.spec.ts",
    test: "receivedTugrik",
  },
  {
    name: "a payment that is listed on two pages is counted twice",
    file: "src/qpay/payment-pages.ts",
    search: `.filter((row) => !seen.has(row.payment_id))`,
    replace: ``,
    spec: "src/qpay/__tests__/check-payment.spec.ts",
    test: "counts a payment once when QPay ignores the page number",
  },
]
