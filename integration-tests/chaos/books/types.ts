import type { Tugrik } from "../../../src/qpay"

/** What three bookkeepers who do not know each other say about one run. Every sum is in whole tugrik. */
export interface Books {
  /** QPay's own: every tugrik that left a customer. */
  qpay: QPayInvoice[]
  /** The store's: what Medusa takes for sold and paid. */
  medusa: { orders: Order[]; payments: Payment[] }
  /** The plugin's: every invoice it asked for, and the needs-attention list. */
  ledger: { invoices: LedgerInvoice[]; lines: AttentionLine[]; announcements: Announcement[] }
}

export interface QPayInvoice {
  invoice_id: string
  sender_invoice_no: string
  amount: Tugrik
  /** All that left a customer, returned or not. */
  taken: Tugrik
  /** What of it QPay has returned. */
  refunded: Tugrik
  payments: { payment_id: string; status: string; amount: Tugrik; paid_at: Date }[]
}

export interface Order {
  id: string
  cart_id: string | null
  canceled: boolean
  total: Tugrik
  /** Its sum is what the admin shows as paid; refunds are negative. */
  transactions: number[]
}

/** A payment in Medusa's payment module. */
export interface Payment {
  id: string
  session_id: string
  /** The invoice it was authorized by; null when its data was lost. */
  invoice_id: string | null
  collection_id: string
  cart_id: string | null
  order_ids: string[]
  amount: Tugrik
  captures: Tugrik[]
  refunded: Tugrik
}

export interface LedgerInvoice {
  id: string
  session_id: string
  cart_id: string | null
  sender_invoice_no: string
  /** null while the plugin has not heard what QPay called it. */
  invoice_id: string | null
  amount: Tugrik
  state: string
  reason: string | null
  trail: { type: string; actor: string; at: Date; data: unknown }[]
}

export interface AttentionLine {
  id: string
  ledger_id: string
  reason: string
  amount: Tugrik
  open: boolean
  resolution: string | null
  resolved_by: string | null
  created_at: Date
  updated_at: Date
}

/** An event that the ledger gave to Medusa's event bus, or has yet to give. */
export interface Announcement {
  name: string
  invoice_id: string | null
  /** The needs-attention line it tells of. */
  line_id: string | null
  told: boolean
}
