import { StatusBadge } from "@medusajs/ui"
import type { InvoiceDetail } from "../../../api/admin/qpay/contract"
import { formatAmount } from "../../words/amount"
import { formatTime } from "../../words/time"
import { useWords } from "../../words/use-words"
import { CopiedId } from "../shared/copied-id"
import { OrderLink } from "../shared/order-link"
import { Row, Rows } from "../shared/rows"

/** What there is to know of an invoice and its payments. @param withOrder off on the order's own page */
export function Facts({ payment, withOrder }: { payment: InvoiceDetail; withOrder: boolean }) {
  const { t } = useWords()
  const { payments } = payment
  return (
    <Rows>
      <Row name={t("fields.amount")}>{formatAmount(payment.amount)}</Row>
      {payment.paid_amount > 0 && payment.paid_amount !== payment.amount && (
        <Row name={t("fields.paid")}>{formatAmount(payment.paid_amount)}</Row>
      )}
      {payment.refunded_amount > 0 && <Row name={t("fields.refunded")}>{formatAmount(payment.refunded_amount)}</Row>}
      {payment.returned_by_bank > 0 && <Row name={t("fields.returned")}>{formatAmount(payment.returned_by_bank)}</Row>}
      {payments.map((fact) => (
        <PaymentRow key={fact.payment_id} fact={fact} />
      ))}
      {payment.fee_amount > 0 && <Row name={t("fields.fee")}>{formatAmount(payment.fee_amount)}</Row>}
      {withOrder && payment.order_id && (
        <Row name={t("fields.order")}>
          <OrderLink invoice={payment} />
        </Row>
      )}
      <Row name={t("fields.reference")}>
        <CopiedId id={payment.reference} name={t("fields.reference")} />
      </Row>
      {payments.map(({ payment_id }) => (
        <Row key={payment_id} name={t("fields.payment_id")}>
          <CopiedId id={payment_id} name={t("fields.payment_id")} />
        </Row>
      ))}
      {payment.invoice_id && (
        <Row name={t("fields.invoice_id")}>
          <CopiedId id={payment.invoice_id} name={t("fields.invoice_id")} />
        </Row>
      )}
      {payment.state === "open" && payment.expires_at && (
        <Row name={t("fields.expires")}>{formatTime(payment.expires_at)}</Row>
      )}
    </Rows>
  )
}

/** One payment that QPay lists: how it was made, and what became of it where that is not plain. */
function PaymentRow({ fact }: { fact: InvoiceDetail["payments"][number] }) {
  const { t, named, paidWith } = useWords()
  const amount = Number(fact.amount)
  return (
    <Row name={t("fields.payment")}>
      <span className="flex flex-col gap-y-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {Number.isFinite(amount) ? formatAmount(amount) : fact.amount}
          {fact.status !== "PAID" && (
            <StatusBadge color={fact.status === "REFUNDED" ? "purple" : "orange"}>
              {named("payment_statuses", fact.status)}
            </StatusBadge>
          )}
        </span>
        <span>{paidWith(fact.wallet, fact.type)}</span>
      </span>
    </Row>
  )
}
