import { ownsInvoiceCode, type ResolvedAccount } from "../account"
import { permissionDenied, systemBusy } from "../errors"
import { listRow } from "../payment-views"
import type { Invoice, Payment } from "../state"
import { FieldErrors, isMissing, type Body } from "../validation"
import type { World } from "../world"
import { pageOf, readPage } from "./paging"

/** The sandbox broke at pages of 695 rows and more; 694 worked. */
const LARGEST_PAGE = 694

const ULAANBAATAR_OFFSET_MS = 8 * 3600 * 1000

/** POST /v2/payment/list, newest first. For INVOICE the object is the invoice CODE, for MERCHANT the merchant's UUID. */
export function listPayments(world: World, account: ResolvedAccount, body: Body): object {
  const errors = new FieldErrors(body)
  errors.oneOf("object_type", ["MERCHANT", "INVOICE", "QR"])
  errors.text("object_id", 500, true)
  // QPay named only these two in the captured refusal, so the rest is looked at afterwards.
  errors.throwIfAny()
  if (isMissing(body.offset)) {
    errors.required("offset")
  }
  const page = readPage(body, errors)
  const from = readDate(body, "start_date", errors)
  const to = readDate(body, "end_date", errors)
  errors.throwIfAny()
  if (page.limit > LARGEST_PAGE) {
    throw systemBusy()
  }

  const found = paymentsOf(world, account, body)
    .filter(({ payment }) => isWithin(payment.paidAt, from, to, world.state.settings.list_dates))
    .reverse()
  return {
    count: found.length,
    rows: pageOf(found, page).map(({ payment, invoice }) => listRow(payment, invoice, world.state.settings)),
  }
}

function paymentsOf(world: World, account: ResolvedAccount, body: Body): { payment: Payment; invoice: Invoice }[] {
  const byCode = body.object_type === "INVOICE"
  // An invoice code where a merchant id belongs is answered 401 on the sandbox; what is not ours we treat alike.
  if (byCode ? !ownsInvoiceCode(account, body.object_id) : isForeignMerchant(account, body)) {
    throw permissionDenied()
  }
  return [...world.state.payments.values()].flatMap((payment) => {
    const invoice = world.state.invoices.get(payment.invoiceId)
    const wanted =
      invoice &&
      payment.account === account.username &&
      (!byCode || invoice.code === body.object_id) &&
      (body.object_type !== "QR" || invoice.qrText === body.object_id)
    return wanted ? [{ payment, invoice }] : []
  })
}

function isForeignMerchant(account: ResolvedAccount, body: Body): boolean {
  return body.object_type === "MERCHANT" && body.object_id !== account.merchantId
}

/** "YYYY-MM-DD HH:MM:SS", read as if it were UTC. */
function readDate(body: Body, field: string, errors: FieldErrors): number | undefined {
  const value = body[field]
  if (isMissing(value)) {
    return undefined
  }
  const text = typeof value === "string" && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value) ? value : ""
  const time = Date.parse(`${text.replace(" ", "T")}Z`)
  if (Number.isNaN(time)) {
    errors.invalid(field)
    return undefined
  }
  return time
}

function isWithin(date: Date, from: number | undefined, to: number | undefined, zone: string): boolean {
  // Payments carry milliseconds, the window does not: its last second counts whole.
  const fits = (time: number) => time >= (from ?? -Infinity) && time <= (to ?? Infinity) + 999
  const utc = fits(date.getTime())
  const ulaanbaatar = fits(date.getTime() + ULAANBAATAR_OFFSET_MS)
  return zone === "utc" ? utc : zone === "ulaanbaatar" ? ulaanbaatar : utc || ulaanbaatar
}
