export type { ActiveAccount, ListZone, SweepTurn } from "./accounts"
export { ATTENTION_EVENT, REFUND_OWED_EVENT, SETTLED_EVENT } from "./events"
export { Ledger } from "./ledger"
export type { Actor, AttentionLine, InvoiceRow, NewInvoice, PaymentFact } from "./types"
