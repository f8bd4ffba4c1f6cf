import { Link } from "react-router-dom"
import type { InvoiceSummary } from "../../../api/admin/qpay/contract"
import { useWords } from "../../words/use-words"

/** @returns nothing when there is no order */
export function OrderLink({ invoice }: { invoice: Pick<InvoiceSummary, "order_id" | "order_display_id"> }) {
  const { t } = useWords()
  if (!invoice.order_id) return null
  const number = invoice.order_display_id ?? invoice.order_id
  return (
    <Link className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover" to={`/orders/${invoice.order_id}`}>
      {t("order_number", { number })}
    </Link>
  )
}
