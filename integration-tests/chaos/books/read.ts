import type { Pool } from "pg"
import { receivedTugrik } from "../../../src/qpay"
import type { Bank } from "../bank"
import { readAnnouncements } from "./announced"
import type { AttentionLine, Books, LedgerInvoice, Order, Payment, QPayInvoice } from "./types"

/** Reads all three books. While servers work they may be a moment apart. */
export async function readBooks(bank: Bank, db: Pool): Promise<Books> {
  // The ledger last: what it does not know yet must not look as if it came late.
  const qpay = await readQPay(bank)
  const medusa = { orders: await readOrders(db), payments: await readPayments(db) }
  const announcements = await readAnnouncements(db)
  return { qpay, medusa, ledger: { invoices: await readLedger(db), lines: await readLines(db), announcements } }
}

interface SimulatorBooks {
  accounts: { by_invoice: (Omit<QPayInvoice, "payments"> & { status: string })[] }[]
}

async function readQPay(bank: Bank): Promise<QPayInvoice[]> {
  const { payments } = await bank.read<{
    payments: { payment_id: string; invoice_id: string; status: string; amount: number; paid_at: string }[]
  }>("payments")
  const { accounts } = await bank.read<SimulatorBooks>("books")
  const invoices = accounts.flatMap(({ by_invoice }) => by_invoice)
  const found = new Map<string, QPayInvoice>(
    invoices.map((invoice) => [invoice.invoice_id, { ...invoice, payments: [] }])
  )
  for (const { invoice_id, paid_at, ...payment } of payments) {
    found.get(invoice_id)?.payments.push({ ...payment, paid_at: new Date(paid_at) })
  }
  return [...found.values()]
}

async function readOrders(db: Pool): Promise<Order[]> {
  const { rows } = await db.query(`
    SELECT o.id, c.cart_id, o.canceled_at IS NOT NULL AS canceled,
           s.totals ->> 'current_order_total' AS total,
           ARRAY(SELECT t.amount FROM order_transaction t
                  WHERE t.order_id = o.id AND t.deleted_at IS NULL) AS transactions
      FROM "order" o
      LEFT JOIN order_cart c ON c.order_id = o.id AND c.deleted_at IS NULL
      LEFT JOIN order_summary s ON s.order_id = o.id AND s.version = o.version AND s.deleted_at IS NULL
     WHERE o.deleted_at IS NULL`)
  return rows.map((row) => ({ ...row, total: Number(row.total), transactions: row.transactions.map(Number) }))
}

async function readPayments(db: Pool): Promise<Payment[]> {
  const { rows } = await db.query(`
    SELECT p.id, p.payment_session_id AS session_id, p.data ->> 'invoice_id' AS invoice_id,
           p.payment_collection_id AS collection_id, c.cart_id, p.amount,
           ARRAY(SELECT o.order_id FROM order_payment_collection o
                   JOIN "order" placed ON placed.id = o.order_id AND placed.deleted_at IS NULL
                  WHERE o.payment_collection_id = p.payment_collection_id AND o.deleted_at IS NULL) AS order_ids,
           ARRAY(SELECT x.amount FROM capture x WHERE x.payment_id = p.id AND x.deleted_at IS NULL) AS captures,
           ARRAY(SELECT x.amount FROM refund x WHERE x.payment_id = p.id AND x.deleted_at IS NULL) AS refunds
      FROM payment p
      LEFT JOIN cart_payment_collection c
        ON c.payment_collection_id = p.payment_collection_id AND c.deleted_at IS NULL
     WHERE p.deleted_at IS NULL`)
  return rows.map(({ refunds, ...row }) => ({
    ...row,
    amount: receivedTugrik([row.amount]),
    captures: row.captures.map((amount: string) => receivedTugrik([amount])),
    refunded: receivedTugrik(refunds),
  }))
}

async function readLedger(db: Pool): Promise<LedgerInvoice[]> {
  const { rows } = await db.query(`
    SELECT i.id, i.payment_session_id AS session_id, i.cart_id, i.sender_invoice_no, i.invoice_id, i.amount, i.state,
           i.reason,
           coalesce((SELECT json_agg(json_build_object('type', e.type, 'actor', e.actor, 'at', e.created_at, 'data', e.data)
                                     ORDER BY e.id)
                       FROM qpay_invoice_event e WHERE e.qpay_invoice_id = i.id), '[]') AS trail
      FROM qpay_invoice i WHERE i.deleted_at IS NULL`)
  return rows.map((row) => ({
    ...row,
    amount: receivedTugrik([row.amount]),
    trail: row.trail.map((event: { at: string }) => ({ ...event, at: new Date(event.at) })),
  }))
}

async function readLines(db: Pool): Promise<AttentionLine[]> {
  const { rows } = await db.query(`
    SELECT id, qpay_invoice_id AS ledger_id, reason, amount, resolved_at IS NULL AS open, resolution, resolved_by,
           created_at, updated_at
      FROM qpay_attention WHERE deleted_at IS NULL`)
  return rows.map((row) => ({ ...row, amount: receivedTugrik([row.amount]) }))
}
