export type { ActiveAccount, ListZone, SweepTurn } from "./accounts"
export type { StaffWord } from "./attention-lines"
export { type CallbackRecord, readCallbackRecord } from "./callback-record"
export { watchChanges } from "./changes"
export { ATTENTION_EVENT, REFUND_OWED_EVENT, SETTLED_EVENT } from "./events"
export { Ledger } from "./ledger"
export type { InvoiceFilter, LedgerTotals, Search, Span } from "./registry"
export type {
  Actor,
  AttentionLine,
  Face,
  InvoiceRow,
  NewInvoice,
  PaymentFact,
  PaymentSums,
  ShownInvoice,
} from "./types"
export { readVitals, type Vitals } from "./vitals"
