import { Table, Text } from "@medusajs/ui"
import type { InvoiceSummary } from "../../../api/admin/qpay/contract"
import { formatAmount } from "../../words/amount"
import { formatTime } from "../../words/time"
import { useWords } from "../../words/use-words"
import { OrderLink } from "../shared/order-link"
import { StateBadge } from "../shared/state-badge"

interface InvoiceTableProps {
  invoices: InvoiceSummary[]
  onOpen: (invoiceId: string) => void
}

export function InvoiceTable({ invoices, onOpen }: InvoiceTableProps) {
  const { t } = useWords()
  return (
    <div className="overflow-x-auto">
      <Table aria-label={t("invoices.table")}>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("fields.reference")}</Table.HeaderCell>
            <Table.HeaderCell>{t("fields.created")}</Table.HeaderCell>
            <Table.HeaderCell>{t("fields.state")}</Table.HeaderCell>
            <Table.HeaderCell>{t("fields.order")}</Table.HeaderCell>
            <Table.HeaderCell>{t("fields.bank")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("fields.amount")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("fields.paid")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {invoices.map((invoice) => (
            <InvoiceRow key={invoice.id} invoice={invoice} onOpen={() => onOpen(invoice.id)} />
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

/** A click anywhere opens it; the keyboard has the button. */
function InvoiceRow({ invoice, onOpen }: { invoice: InvoiceSummary; onOpen: () => void }) {
  const { t, paidWith } = useWords()
  const wentBack = invoice.refunded_amount + invoice.returned_by_bank
  return (
    <Table.Row className="cursor-pointer" onClick={onOpen}>
      <Table.Cell>
        <button
          type="button"
          className="txt-compact-small-plus text-ui-fg-base focus-visible:shadow-borders-focus rounded-sm font-mono outline-none"
          aria-label={t("invoices.show", { reference: invoice.reference })}
          onClick={(event) => {
            event.stopPropagation()
            onOpen()
          }}
        >
          {invoice.reference}
        </button>
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap">{formatTime(invoice.created_at)}</Table.Cell>
      <Table.Cell>
        <div className="flex flex-col gap-y-0.5 py-2">
          <StateBadge state={invoice.state} />
          {invoice.reason && (
            <Text size="xsmall" className="text-ui-fg-subtle whitespace-nowrap">
              {t(`reasons.${invoice.reason}.title`, { defaultValue: invoice.reason })}
            </Text>
          )}
        </div>
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap" onClick={(event) => event.stopPropagation()}>
        {invoice.order_id ? <OrderLink invoice={invoice} /> : t("none")}
      </Table.Cell>
      <Table.Cell>{paidWith(invoice.wallet, invoice.payment_type) || t("none")}</Table.Cell>
      <Table.Cell className="whitespace-nowrap text-right">{formatAmount(invoice.amount)}</Table.Cell>
      <Table.Cell className="whitespace-nowrap text-right">
        {invoice.paid_amount > 0 ? formatAmount(invoice.paid_amount) : t("none")}
        {wentBack > 0 && (
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("invoices.went_back", { amount: formatAmount(wentBack) })}
          </Text>
        )}
      </Table.Cell>
    </Table.Row>
  )
}
