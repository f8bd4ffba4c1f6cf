import type { Mutation } from "./mutation"

const VERDICT = { file: "src/settlement/verdict.ts", spec: "src/settlement/__tests__/verdict.spec.ts" }
const SWEEP = { file: "src/settlement/sweep/index.ts", spec: "src/settlement/sweep/__tests__/sweep.spec.ts" }

export const settlement: Mutation[] = [
  {
    ...VERDICT,
    name: "refunded payments count as paid",
    search: `["REFUNDED", "refunded"]`,
    replace: `["REFUNDED", "paid"]`,
    test: "refunded",
  },
  {
    ...VERDICT,
    name: "only the first payment of an invoice is counted",
    search: `.map((p) => p.amount))`,
    replace: `.slice(0, 1).map((p) => p.amount))`,
    test: "two parts make the sum",
  },
  {
    ...VERDICT,
    name: "an invoice that is paid short becomes an order",
    search: `invoice.amount) < 0) return hold("underpaid")`,
    replace: `invoice.amount) > 0) return hold("underpaid")`,
    test: "one tugrik short",
  },
  {
    ...VERDICT,
    name: "a cart that costs more by now is sold at the old sum",
    search: `  if (sale.cartTotal !== null && !sameAmount(sale.cartTotal, price)) return hold("amount_changed")\n`,
    replace: ``,
    test: "the cart grew under the session",
  },
  {
    ...VERDICT,
    name: "the second payment of a cart places a second order",
    search: `if (sale.paidOtherwise || sale.refunded > 0) return hold("duplicate")`,
    replace: `if (sale.refunded > 0) return hold("duplicate")`,
    test: "the cart was paid another way",
  },
  {
    ...SWEEP,
    name: "QPay's list is read without overlap, so late entries are lost",
    search: `turn.swept_until.getTime() - reconcile.overlapMinutes * 60_000`,
    replace: `turn.swept_until.getTime()`,
    test: "appears in the list two minutes late",
  },
  {
    ...SWEEP,
    name: "only the first page of QPay's list is read",
    search: `if (rows.length === 0 || (read >= count && rows.length < LIST_PAGE)) break`,
    replace: `if (read >= 0) break`,
    test: "after ten hours away it reads all of them",
  },
  {
    name: "held money gets no line on the attention list",
    file: "src/settlement/conclude.ts",
    search: `const opened = await ledger.attention.open({ qpay_invoice_id: row.id, reason, amount })`,
    replace: `const opened = null`,
    spec: "integration-tests/http/money.spec.ts",
    test: "paid less: no order, the reason named",
  },
  {
    name: "the cart's other payment sessions stay when one is paid",
    file: "src/settlement/place-order.ts",
    search: `  await removeSiblings(container, payments, sale)\n`,
    replace: ``,
    spec: "integration-tests/http/money.spec.ts",
    test: "paid after its QR was replaced",
  },
  {
    name: "an unreachable QPay is taken for an unpaid invoice",
    file: "src/settlement/settle.ts",
    search: `return { ...unchanged(before), outcome: "unreachable", asked: true }`,
    replace: `return { ...unchanged(before), asked: true }`,
    spec: "integration-tests/http/outages.spec.ts",
    test: "down at the check",
  },
]
