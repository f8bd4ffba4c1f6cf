import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import type { InvoiceDetail, OrderPayments } from "../../api/admin/qpay/contract"
import { orderPath } from "../api/paths"
import { useResource } from "../api/use-resource"
import { PaymentDetails } from "../parts/payment/payment-details"
import { CheckButton } from "../parts/shared/check-button"
import { Failed } from "../parts/shared/notices"
import { StateBadge } from "../parts/shared/state-badge"
import { isReturned } from "../words/subjects"
import { useWords } from "../words/use-words"

/** How an order was paid with QPay. Nothing on orders that were not; where that could not be read, it says so. */
const OrderPaymentsWidget = ({ data: order }: { data: { id: string } }) => {
  const { data, error, isStale, refresh } = useResource<OrderPayments>(orderPath(order.id))
  // The order before this one was paid in its own way.
  const payments = (!isStale && data?.payments) || []
  const failed = error && <Failed error={error} onRetry={refresh} isOutdated={payments.length > 0} />
  if (payments.length === 0) return !data && failed ? <Section>{failed}</Section> : null
  return payments.map((payment, index) => (
    <Payment key={payment.id} payment={payment} notice={index === 0 ? failed : null} />
  ))
}

function Section({ badge, children }: { badge?: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2">{t("title")}</Heading>
        {badge}
      </div>
      {children}
    </Container>
  )
}

function Payment({ payment, notice }: { payment: InvoiceDetail; notice: ReactNode }) {
  const { t } = useWords()
  return (
    <Section badge={<StateBadge state={isReturned(payment) ? "refunded" : payment.state} />}>
      {notice}
      <PaymentDetails payment={payment} level="h3" />
      <div className="flex flex-wrap items-center gap-2 px-6 py-4">
        <CheckButton invoiceId={payment.id} />
        <Button size="small" variant="transparent" asChild>
          <Link to={`/qpay?tab=invoices&invoice=${payment.id}&q=${encodeURIComponent(payment.reference)}`}>
            {t("open_page")}
          </Link>
        </Button>
      </div>
    </Section>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side.after", id: "qpay-order-payments" })

export default OrderPaymentsWidget
