export * from "./banks"
export { QPayClient } from "./client"
export type { CallOptions, QPayClientOptions } from "./client-options"
export * from "./errors"
export type { CallInfo } from "./http"
export * from "./money"
export * from "./qr-image"
export { redact } from "./redact"
export { INVOICE_STATUSES, PAYMENT_STATUSES } from "./schemas"
export type {
  CreatedInvoice,
  CreateEbarimtInput,
  CreateInvoiceInput,
  Ebarimt,
  Invoice,
  InvoiceLineInput,
  InvoiceUrl,
  ListPaymentsInput,
  NoteInput,
  PaymentCheck,
  PaymentDetail,
  PaymentList,
  PaymentRow,
  PaymentStatus,
} from "./schemas"
export { TokenSource } from "./token"
export type { Token, TokenCache } from "./token"
