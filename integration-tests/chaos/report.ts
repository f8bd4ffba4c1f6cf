import type { Counters } from "../../src/simulator/counters"
import { formatTugrik } from "../../src/qpay"
import { sum } from "./books/account"
import type { Comparison, Tally } from "./books/compare"
import type { Finding } from "./books/findings"
import { groupBy } from "./books/join"
import { percentile, settleTimes, type Wait } from "./books/times"
import type { Books } from "./books/types"

export interface Happened {
  books: Books
  comparison: Comparison
  counters: Counters
  shoppers: number
  gaveUp: number
  kills: number
  restarts: number
  tokensKilled: number
  /** From the first cart to the last shopper's end, and from then until all was settled. Milliseconds. */
  ranMs: number
  settledMs: number
}

/** The table at the end: what was done to the shop, and what became of the money. */
export function report(run: Happened): string {
  const { comparison, counters } = run
  const { findings } = comparison
  return [
    row("Shoppers", `${run.shoppers}, ${run.gaveUp} gave up before paying`),
    row("Time", `${seconds(run.ranMs)}, and ${seconds(run.settledMs)} until all was settled`),
    row(
      "Faults at QPay",
      `${total(counters.faults)}: ${list(counters.faults)}; tokens killed ${run.tokensKilled} times`
    ),
    row("Callbacks", `${counters.callbacks_lost} lost by QPay; sent, by answer: ${list(counters.callbacks)}`),
    row("Servers", `${run.kills} killed, ${run.restarts} restarted`),
    "",
    row("Payments taken", tally(comparison.taken)),
    row("Orders", `${tally(comparison.orders)}; cancelled ${comparison.ordersCanceled.count}`),
    row("", `left half made by Medusa ${tally(comparison.ordersHalfMade)}`),
    row("Refunded by QPay", tally(comparison.refunded)),
    ...Object.entries(comparison.attention).map(([reason, lines], n) =>
      row(n === 0 ? "Needs attention" : "", `${reason} ${tally(lines)}`)
    ),
    "",
    row("Lost", found(findings, "lost")),
    row("Doubled", found(findings, "doubled")),
    row("Orders without money", found(findings, "order_without_money")),
    row("Orders not yet refunded", found(findings, "order_not_refunded")),
    row("Refunded in books only", found(findings, "order_refund_not_made")),
    row("Half made and not named", found(findings, "order_half_made")),
    row("Events wrong", found(findings, "announced_wrongly")),
    "",
    ...times(run.books),
    row("QPay calls per order", callsPerOrder(counters, comparison.orders.count)),
  ].join("\n")
}

const row = (name: string, text: string) => `${name.padEnd(26)}${text}`.trimEnd()
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const tally = ({ count, amount }: Tally) => `${count} (${formatTugrik(amount)})`
const total = (counts: Record<string, number>) => sum(Object.values(counts))
const list = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ") || "none"

function found(findings: Finding[], kind: Finding["kind"]): string {
  const own = findings.filter((finding) => finding.kind === kind)
  return own.length === 0 ? "0" : tally({ count: own.length, amount: sum(own.map(({ amount }) => amount)) })
}

function times(books: Books): string[] {
  const waits = settleTimes(books)
  const line = (own: Wait[]) => {
    const all = own.map(({ ms }) => ms)
    const at = (share: number) => seconds(percentile(all, share) ?? 0)
    return `p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} (${own.length} payments)`
  }
  const byWhom = [...groupBy(waits, ({ by }) => by)].sort(([, a], [, b]) => b.length - a.length)
  return [
    row("Payment to order or line", line(waits)),
    ...byWhom.map(([by, own]) => row("", `found by ${by === "line" ? "a look at a settled one" : by}: ${line(own)}`)),
  ]
}

function callsPerOrder({ calls }: Counters, orders: number): string {
  const each = Object.entries(calls).map(([endpoint, answers]) => [endpoint, total(answers)] as const)
  const per = (count: number) => (orders === 0 ? String(count) : (count / orders).toFixed(2))
  return `${per(sum(each.map(([, count]) => count)))}: ${each.map(([name, count]) => `${name} ${per(count)}`).join(", ")}`
}
