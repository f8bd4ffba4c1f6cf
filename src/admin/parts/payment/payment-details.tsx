import type { InvoiceDetail } from "../../../api/admin/qpay/contract"
import { LineList } from "../attention/line-list"
import { Facts } from "./facts"
import { Refundable } from "./refundable"
import { Trail } from "./trail"

/** Everything about one invoice: lines first, they ask for something. */
export function PaymentDetails({ payment, withOrder }: { payment: InvoiceDetail; withOrder: boolean }) {
  const lines = payment.attention.map((line) => ({ ...line, invoice: payment }))
  const open = lines.filter(({ resolved_at }) => !resolved_at)
  const resolved = lines.filter(({ resolved_at }) => resolved_at)
  return (
    <div className="divide-y">
      <LineList lines={[...open, ...resolved]} />
      <Facts payment={payment} withOrder={withOrder} />
      <Refundable payment={payment} />
      <Trail trail={payment.trail} />
    </div>
  )
}
