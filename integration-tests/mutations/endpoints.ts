import type { Mutation } from "./mutation"

const CALLBACK = { file: "src/api/webhooks/qpay/route.ts", spec: "integration-tests/http/outages.spec.ts" }

export const endpoints: Mutation[] = [
  {
    ...CALLBACK,
    name: "a callback is answered SUCCESS although QPay could not be asked",
    search: `return settlement?.outcome === "unreachable" || settlement?.outcome === "busy"`,
    replace: `return settlement?.outcome === "busy"`,
    test: "down at the check",
  },
  {
    ...CALLBACK,
    name: "a callback is answered SUCCESS although nothing could be stored",
    search: `    return true\n`,
    replace: `    return false\n`,
    test: "the database fails while a callback is settled",
  },
  {
    name: "a notice without the secret is told the order's id",
    file: "src/api/webhooks/qpay/notice.ts",
    search: `return answer(settlement, trusted !== null)`,
    replace: `return answer(settlement, true)`,
    spec: "integration-tests/http/callbacks.spec.ts",
    test: "with invoice_id alone is a hint",
  },
  {
    name: "a cart with held money can be changed",
    file: "src/api/middlewares.ts",
    search: `if (refusal) res.status(409)`,
    replace: `if (refusal?.code === "qpay_order_placed") res.status(409)`,
    spec: "integration-tests/http/cart-guard.spec.ts",
    test: "at another sum than the cart has now: held",
  },
  {
    name: "any failure of a checkout is told to the page as busy",
    file: "src/api/unless-busy.ts",
    search: `    if (!(error instanceof TryAgain)) throw error\n`,
    replace: ``,
    spec: "src/api/__tests__/unless-busy.spec.ts",
    test: "any other failure is passed on",
  },
]
