import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { InvoiceDetail, OrderPayments } from "../../api/admin/qpay/contract"
import { orderPath } from "../api/paths"
import { useResource } from "../api/use-resource"
import { PaymentDetails } from "../parts/payment/payment-details"
import { CheckButton } from "../parts/shared/check-button"
import { StateBadge } from "../parts/shared/state-badge"
import { isReturned } from "../words/subjects"
import { useWords } from "../words/use-words"

/** How an order was paid with QPay. Nothing on orders that were not. */
const OrderPaymentsWidget = ({ data: order }: { data: { id: string } }) => {
  const { data } = useResource<OrderPayments>(orderPath(order.id))
  return data?.payments.map((payment) => <Payment key={payment.id} payment={payment} />) ?? null
}

function Payment({ payment }: { payment: InvoiceDetail }) {
  const { t } = useWords()
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2">{t("title")}</Heading>
        <StateBadge state={isReturned(payment) ? "refunded" : payment.state} />
      </div>
      <PaymentDetails payment={payment} level="h3" />
      <div className="flex flex-wrap items-center gap-2 px-6 py-4">
        <CheckButton invoiceId={payment.id} />
        <Button size="small" variant="transparent" asChild>
          <Link to={`/qpay?tab=invoices&invoice=${payment.id}&q=${encodeURIComponent(payment.reference)}`}>
            {t("open_page")}
          </Link>
        </Button>
      </div>
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side.after", id: "qpay-order-payments" })

export default OrderPaymentsWidget
