/** An answer of QPay that is not a success. Bodies marked exact were proved byte for byte (sandbox, Jan-Feb 2026). */
export class QPayFailure extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown
  ) {
    super(`QPay answers ${status}`)
  }
}

/** `{"error":"CODE","message":"..."}`. Without a known text QPay repeats the code. */
export function failure(status: number, code: string, message = code): QPayFailure {
  return new QPayFailure(status, { error: code, message })
}

export const authenticationFailed = () => failure(401, "AUTHENTICATION_FAILED", "Нэвтрэх нэр, нууц үг буруу")
export const noCredentials = (spelling: string) => failure(401, spelling)
export const permissionDenied = () => failure(401, "PERMISSION_DENIED")
export const invoiceAlreadyCanceled = () => failure(400, "INVOICE_ALREADY_CANCELED", "Нэхэмжлэл цуцлагдсан байна")
export const paymentSettled = () => failure(400, "PAYMENT_SETTLED")
export const paymentNotPaid = () => failure(400, "PAYMENT_NOT_PAID", "Төлбөр төлөлт хийгдээгүй байна")
export const systemBusy = () => failure(500, "SYSTEM_BUSY")

// Codes from QPay's table; their status by its class (422 is its "not found"), bodies by analogy.
export const invoicePaid = () => failure(400, "INVOICE_PAID")
export const invoiceNotFound = () => failure(422, "INVOICE_NOTFOUND")
export const paymentNotFound = () => failure(422, "PAYMENT_NOTFOUND")
export const paymentAlreadyCanceled = () => failure(400, "PAYMENT_ALREADY_CANCELED")
export const receiptNotFound = () => failure(422, "BARIMT_NOT_FOUND")
export const receiptNotRegistered = () => failure(400, "EBARIMT_NOT_REGISTERED")
export const receiptCancelRefused = () => failure(400, "EBARIMT_CANCEL_NOTSUPPERDED")
export const vatAmountInvalid = () => failure(400, "VAT_AMOUNT_INVALID")
export const invalidAmount = () => failure(400, "INVALID_AMOUNT")
export const duplicateNumber = () => failure(409, "UNIQUE_ERROR")
