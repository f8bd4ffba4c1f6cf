import { readFileSync } from "node:fs"
import type { Finding } from "./books/findings"
import type { Books } from "./books/types"
import type { Shopper } from "./shopper"

const LOG_LINES = 12

/** All that is known about a finding: the story, what the ledger noted, and what the servers said. */
export function caseFile(
  finding: Finding,
  books: Books,
  shoppers: readonly Shopper[],
  logs: readonly string[]
): string {
  const invoice = books.qpay.find(({ invoice_id }) => invoice_id === finding.invoice_id)
  const shopper = shoppers.find(
    ({ cartId, diary }) => (cartId && cartId === finding.cart_id) || mentions(diary, finding.invoice_id)
  )
  const cartId = finding.cart_id ?? shopper?.cartId
  const rows = books.ledger.invoices.filter(
    (row) => (cartId && row.cart_id === cartId) || row.invoice_id === finding.invoice_id
  )
  const sales = [...books.medusa.orders, ...books.medusa.payments].filter(
    (record) => (cartId && record.cart_id === cartId) || record.id === finding.order_id
  )
  const names = [finding.invoice_id, cartId, finding.order_id, ...rows.map(({ session_id }) => session_id)]
  return [
    `${finding.kind.toUpperCase()} ${finding.amount}: ${finding.what}`,
    `  invoice ${finding.invoice_id ?? "-"}, cart ${cartId ?? "-"}, order ${finding.order_id ?? "-"}`,
    ...(invoice ? [`  QPay: ${JSON.stringify(invoice)}`] : []),
    ...sales.map((record) => `  Medusa: ${JSON.stringify(record)}`),
    ...(shopper ? [`  story ${JSON.stringify(shopper.story)}`, ...indent(shopper.diary)] : []),
    ...rows.flatMap((row) => [
      `  ledger ${row.id}: ${row.invoice_id} of ${row.session_id}, ${row.amount}, ${row.state} ${row.reason ?? ""}`,
      ...indent(
        row.trail.map(({ at, type, actor, data }) => `${time(at)} ${type} by ${actor} ${JSON.stringify(data)}`)
      ),
      ...indent(books.ledger.lines.filter(({ ledger_id }) => ledger_id === row.id).map((line) => JSON.stringify(line))),
    ]),
    ...logs.flatMap((log) => indent(linesWith(log, names))),
  ].join("\n")
}

const indent = (lines: readonly string[]) => lines.map((line) => `    ${line}`)
const time = (date: Date) => date.toISOString().slice(11, 23)
const mentions = (diary: readonly string[], id: string | undefined) =>
  id !== undefined && diary.some((line) => line.includes(id))

function linesWith(log: string, names: readonly (string | null | undefined)[]): string[] {
  const wanted = names.filter((name) => typeof name === "string")
  const lines = readFileSync(log, "utf8").split("\n")
  return lines.filter((line) => wanted.some((name) => line.includes(name))).slice(-LOG_LINES)
}
