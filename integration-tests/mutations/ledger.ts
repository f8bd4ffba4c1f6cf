import type { Mutation } from "./mutation"

export const ledger: Mutation[] = [
  {
    name: "an invoice is moved without comparing the state it is in",
    file: "src/modules/qpay/ledger/ledger.ts",
    search: `      .whereIn("state", statesBefore(to))\n`,
    replace: ``,
    spec: "integration-tests/http/provider.spec.ts",
    test: "a settled invoice cannot be moved by a worker that read it before",
  },
  {
    name: "a settled invoice may be held again",
    file: "src/modules/qpay/states.ts",
    search: `settled: ["refunded"]`,
    replace: `settled: ["attention", "refunded"]`,
    spec: "src/modules/qpay/__tests__/states.spec.ts",
  },
  {
    name: "QPay is asked as often as a page likes",
    file: "src/modules/qpay/ledger/ledger.ts",
    search: `      .where((due) => due.whereNull("last_asked_at").orWhere("last_asked_at", "<", before))\n`,
    replace: ``,
    spec: "integration-tests/http/checkout.spec.ts",
    test: "is throttled to one call in ten seconds",
  },
  {
    name: "a second server takes a lease that the first one holds",
    file: "src/modules/qpay/ledger/leases.ts",
    search: `.orWhere({ lease_owner: owner })`,
    replace: `.orWhereNotNull("lease_owner")`,
    spec: "integration-tests/http/cart-guard.spec.ts",
    test: "while another server places the order",
  },
  {
    name: "a payment that QPay listed before is forgotten",
    file: "src/modules/qpay/ledger/payment-facts.ts",
    search: `new Map(known.map((fact) => [fact.payment_id, fact]))`,
    replace: `new Map<string, PaymentFact>()`,
    spec: "integration-tests/http/attacks.spec.ts",
    test: "paid twice by card, one refunded through Medusa",
  },
  {
    name: "the other QRs of a cart stay payable when one is paid",
    file: "src/modules/qpay/ledger/agenda.ts",
    search: `payment_collection_id: paymentCollectionId, state: "open"`,
    replace: `payment_collection_id: paymentCollectionId, state: "paid"`,
    spec: "integration-tests/http/events.spec.ts",
    test: "a QR left open when its cart became an order another way",
  },
  {
    name: "a callback's secret is not compared",
    file: "src/modules/qpay/callback-token.ts",
    search: `return equal && row !== null && given !== ""`,
    replace: `return row !== null && given !== ""`,
    spec: "integration-tests/http/callbacks.spec.ts",
    test: "callback with a wrong token",
  },
]
