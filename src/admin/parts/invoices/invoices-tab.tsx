import type { InvoiceList } from "../../../api/admin/qpay/contract"
import { invoicesPath } from "../../api/paths"
import { useResource } from "../../api/use-resource"
import { useWords } from "../../words/use-words"
import { Dimmed } from "../shared/dimmed"
import { Empty, Failed, Loading } from "../shared/notices"
import { Pager, usePaging } from "../shared/pager"
import { useUrl } from "../shared/use-url"
import { FilterBar } from "./filter-bar"
import { filtersIn, isFiltered } from "./filters"
import { InvoiceTable } from "./invoice-table"
import { TotalsStrip } from "./totals-strip"

/** Every invoice that was ever issued, newest first. */
export function InvoicesTab({ onOpen }: { onOpen: (invoiceId: string) => void }) {
  const [url, change] = useUrl()
  const filters = filtersIn(url)
  const paging = usePaging(JSON.stringify(filters))
  const { data, error, isLoading, isStale, refresh } = useResource<InvoiceList>(invoicesPath(filters, paging.cursor))
  const invoices = data?.invoices ?? []
  const isEmpty = data !== null && invoices.length === 0

  return (
    <div className="divide-y">
      <TotalsStrip from={filters.from} to={filters.to} />
      <FilterBar filters={filters} onChange={change} />
      {(isLoading || (isEmpty && isStale)) && <Loading rows={8} />}
      {error && <Failed error={error} onRetry={refresh} isOutdated={invoices.length > 0} />}
      {isEmpty && !isStale && !error && <NoInvoices isFiltered={isFiltered(filters)} />}
      {invoices.length > 0 && (
        <Dimmed isStale={isStale}>
          <InvoiceTable invoices={invoices} onOpen={onOpen} />
        </Dimmed>
      )}
      <Pager paging={paging} next={data?.next_cursor ?? null} isStale={isStale} />
    </div>
  )
}

function NoInvoices({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useWords()
  const which = isFiltered ? "empty_filtered" : "empty"
  return <Empty icon="search" title={t(`invoices.${which}_title`)} text={t(`invoices.${which}_text`)} />
}
