import type { InvoiceDetail } from "../../../api/admin/qpay/contract"
import { LineList } from "../attention/line-list"
import type { Level } from "../shared/title"
import { Facts } from "./facts"
import { Refundable } from "./refundable"
import { Trail } from "./trail"

interface PaymentDetailsProps {
  payment: InvoiceDetail
  level: Level
  /** Names its order; plain on the order's own page. */
  withOrder?: boolean
}

/** Everything about one invoice: open lines first, they ask for something. */
export function PaymentDetails({ payment, level, withOrder = false }: PaymentDetailsProps) {
  const lines = payment.attention.map((line) => ({ ...line, invoice: payment }))
  const open = lines.filter(({ resolved_at }) => !resolved_at)
  const resolved = lines.filter(({ resolved_at }) => resolved_at)
  return (
    <div className="divide-y">
      <LineList level={level} lines={[...open, ...resolved]} />
      <Facts payment={payment} withOrder={withOrder} />
      <Refundable payment={payment} level={level} />
      <Trail trail={payment.trail} level={level} />
    </div>
  )
}
