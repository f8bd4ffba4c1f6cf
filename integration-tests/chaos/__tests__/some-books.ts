import type { Announcement, AttentionLine, Books, LedgerInvoice, Order, Payment, QPayInvoice } from "../books/types"

const NOON = Date.parse("2026-01-01T12:00:00Z")
export const at = (seconds: number) => new Date(NOON + seconds * 1000)

/** One shopper's books, all in order: invoice `n` of 12,000 is paid at QPay, and an order in Medusa. */
export class SomeBooks {
  readonly books: Books = {
    qpay: [],
    medusa: { orders: [], payments: [] },
    ledger: { invoices: [], lines: [], announcements: [] },
  }

  invoice(n: number, change: { taken?: number; refunded?: number } = {}): QPayInvoice {
    const taken = change.taken ?? 12_000
    const invoice = {
      invoice_id: `inv${n}`,
      sender_invoice_no: `ses${n}`,
      amount: 12_000,
      taken,
      refunded: change.refunded ?? 0,
      payments: taken ? [{ payment_id: `p${n}`, status: "PAID", amount: taken, paid_at: at(0) }] : [],
    }
    this.books.qpay.push(invoice)
    return invoice
  }

  row(n: number, change: Partial<LedgerInvoice> = {}): LedgerInvoice {
    const row = {
      id: `row${n}`,
      session_id: `ses${n}`,
      cart_id: `cart${n}`,
      sender_invoice_no: `ses${n}`,
      invoice_id: `inv${n}`,
      amount: 12_000,
      state: "settled",
      reason: null,
      trail: [],
      ...change,
    }
    this.books.ledger.invoices.push(row)
    return row
  }

  order(n: number, change: Partial<Order> = {}): Order {
    const order = {
      id: `ord${n}`,
      cart_id: `cart${n}`,
      canceled: false,
      total: 12_000,
      transactions: [12_000],
      ...change,
    }
    this.books.medusa.orders.push(order)
    return order
  }

  payment(n: number, change: Partial<Payment> = {}): Payment {
    const payment = {
      id: `pay${n}`,
      session_id: `ses${n}`,
      invoice_id: `inv${n}`,
      collection_id: `col${n}`,
      cart_id: `cart${n}`,
      order_ids: [`ord${n}`],
      amount: 12_000,
      captures: [12_000],
      refunded: 0,
      ...change,
    }
    this.books.medusa.payments.push(payment)
    return payment
  }

  line(n: number, reason: string, amount: number, change: Partial<AttentionLine> = {}): AttentionLine {
    const id = `line${this.books.ledger.lines.length}`
    const line = {
      id,
      ledger_id: `row${n}`,
      reason,
      amount,
      open: true,
      resolution: null,
      resolved_by: null,
      created_at: at(1),
      updated_at: at(1),
      ...change,
    }
    this.books.ledger.lines.push(line)
    this.announce("qpay.payment.attention", { invoice_id: `inv${n}`, line_id: id })
    return line
  }

  announce(name: string, change: Partial<Announcement> = {}): Announcement {
    const announcement = { name, invoice_id: null, line_id: null, told: true, ...change }
    this.books.ledger.announcements.push(announcement)
    return announcement
  }

  /** Paid, sold and settled. */
  sold(n: number): this {
    this.invoice(n)
    this.row(n, { trail: [{ type: "settled", actor: "callback", at: at(1), data: {} }] })
    this.announce("qpay.payment.settled", { invoice_id: `inv${n}` })
    this.order(n)
    this.payment(n)
    return this
  }
}
