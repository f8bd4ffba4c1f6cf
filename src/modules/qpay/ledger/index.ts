export { Ledger } from "./ledger"
export type { Actor, AttentionLine, InvoiceRow, NewInvoice, PaymentFact } from "./types"
