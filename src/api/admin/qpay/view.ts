import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { AttentionLine, InvoiceRow } from "../../../modules/qpay/ledger"
import type { Tugrik } from "../../../qpay/money"
import { readSale, ledgerOf } from "../../../settlement/sale"
import { actionsFor } from "../../../settlement/staff/fitting"
import { refundableOf } from "../../../settlement/staff/refundable"
import type { Attention, InvoiceDetail, InvoiceSummary, TrailEvent } from "./contract"

type Names = Map<string, string>

/** Rows as staff see them; the numbers of their orders are read in one query, what went back by bank in another. */
export async function summariesOf(container: MedusaContainer, rows: readonly InvoiceRow[]): Promise<InvoiceSummary[]> {
  const [numbers, returned] = await Promise.all([
    orderNumbers(container, rows),
    ledgerOf(container).registry.returnedByBank(rows.map(({ id }) => id)),
  ])
  return rows.map((row) => summaryOf(row, numbers, returned.get(row.id) ?? 0))
}

function summaryOf(row: InvoiceRow, numbers: Map<string, number>, returnedByBank: Tugrik): InvoiceSummary {
  const newest = row.payments.at(-1)
  return {
    id: row.id,
    reference: row.reference,
    state: row.state,
    reason: row.reason,
    amount: row.amount,
    paid_amount: row.paid_amount,
    refunded_amount: row.refunded_amount,
    returned_by_bank: returnedByBank,
    fee_amount: row.fee_amount,
    invoice_id: row.invoice_id,
    payment_session_id: row.payment_session_id,
    cart_id: row.cart_id,
    order_id: row.order_id,
    order_display_id: (row.order_id && numbers.get(row.order_id)) || null,
    wallet: newest?.wallet ?? null,
    payment_type: newest?.type ?? null,
    provider_id: row.provider_id,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
  }
}

/** Lines with their invoices, and what may be done about each. */
export async function attentionOf(
  container: MedusaContainer,
  found: readonly { line: AttentionLine; invoice: InvoiceRow }[]
): Promise<Attention[]> {
  const [summaries, names] = await Promise.all([
    summariesOf(
      container,
      found.map(({ invoice }) => invoice)
    ),
    namesOf(
      container,
      found.flatMap(({ line }) => line.resolved_by ?? [])
    ),
  ])
  return found.map(({ line, invoice }, n) => ({
    ...lineOf(line, invoice, names),
    invoice: summaries[n] as InvoiceSummary,
  }))
}

function lineOf(line: AttentionLine, invoice: InvoiceRow, names: Names): Omit<Attention, "invoice"> {
  return {
    id: line.id,
    reason: line.reason,
    amount: line.amount,
    detail: line.detail,
    created_at: line.created_at.toISOString(),
    resolved_at: line.resolved_at?.toISOString() ?? null,
    resolution: line.resolution,
    resolved_by: line.resolved_by && (names.get(line.resolved_by) ?? line.resolved_by),
    note: line.note,
    transfer_reference: line.transfer_reference,
    actions: actionsFor(line, invoice),
  }
}

/** All that the ledger and Medusa know of an invoice. */
export async function detailOf(container: MedusaContainer, row: InvoiceRow): Promise<InvoiceDetail> {
  const ledger = ledgerOf(container)
  const [[summary], events, lines, sale] = await Promise.all([
    summariesOf(container, [row]),
    ledger.events(row.id),
    ledger.attention.list({ invoiceRowId: row.id }),
    readSale(container, row),
  ])
  const actors = [...events.map(({ actor }) => actor), ...lines.flatMap(({ resolved_by }) => resolved_by ?? [])]
  const names = await namesOf(container, actors)
  const trail: TrailEvent[] = events.map(({ type, actor, data, created_at }) => ({
    type,
    actor,
    actor_name: names.get(actor) ?? null,
    data: data as Record<string, unknown> | null,
    created_at: created_at.toISOString(),
  }))
  return {
    ...(summary as InvoiceSummary),
    payments: row.payments,
    trail,
    attention: lines.map((line) => lineOf(line, row, names)),
    refundable: refundableOf(row, sale),
    callbacks: row.callbacks,
    checks: row.checks,
    last_callback_at: row.last_callback_at?.toISOString() ?? null,
    last_checked_at: row.last_checked_at?.toISOString() ?? null,
  }
}

async function orderNumbers(container: MedusaContainer, rows: readonly InvoiceRow[]): Promise<Map<string, number>> {
  const ids = [...new Set(rows.flatMap(({ order_id }) => order_id ?? []))]
  if (ids.length === 0) return new Map()
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["id", "display_id"], filters: { id: ids } })
  return new Map(data.map(({ id, display_id }) => [id, Number(display_id)]))
}

/** E-mails of the admins among the actors. */
async function namesOf(container: MedusaContainer, actors: readonly string[]): Promise<Names> {
  const ids = [...new Set(actors.flatMap((actor) => /^admin:(.+)$/.exec(actor)?.[1] ?? []))]
  if (ids.length === 0) return new Map()
  const users = await container
    .resolve(Modules.USER)
    .listUsers({ id: ids }, { select: ["id", "email"], take: ids.length })
  return new Map(users.map(({ id, email }) => [`admin:${id}`, email]))
}
