import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import type { InvoiceDetail } from "../../../api/admin/qpay/contract"
import { formatAmount } from "../../words/amount"
import { useWords } from "../../words/use-words"
import { Title, type Level } from "../shared/title"
import { RefundPrompt } from "./refund-prompt"

/** What can go back to the customer, and how. Silent while no money came. */
export function Refundable({ payment, level }: { payment: InvoiceDetail; level: Level }) {
  const { t } = useWords()
  const [isRecording, setRecording] = useState(false)
  const { way, amount, payment_id } = payment.refundable
  const open = payment.attention.filter(({ resolved_at }) => !resolved_at)
  // Without a payment in Medusa the lines say what to do.
  if (way === "none" && (open.length > 0 || payment.payments.length === 0)) return null
  // A line has the button of its own: two of them, and one transfer would be recorded twice.
  if (way === "bank" && open.some(({ actions }) => actions.includes("record_refund"))) return null

  return (
    <div className="flex flex-col items-start gap-y-3 px-6 py-4">
      <Title level={level}>{t("payment.refund")}</Title>
      <Text size="small" className="text-ui-fg-subtle">
        {t(`refundable.${way}`, { amount: formatAmount(amount) })}
      </Text>
      {way === "qpay" && payment.order_id && payment_id && (
        <Button size="small" variant="secondary" asChild>
          <Link to={`/orders/${payment.order_id}/refund?paymentId=${payment_id}`}>{t("refundable.qpay_open")}</Link>
        </Button>
      )}
      {way === "bank" && (
        <Button size="small" variant="secondary" onClick={() => setRecording(true)}>
          {t("refundable.bank_open")}
        </Button>
      )}
      {isRecording && <RefundPrompt payment={payment} onClose={() => setRecording(false)} />}
    </div>
  )
}
