import { Label, Switch } from "@medusajs/ui"
import { useId } from "react"
import type { Attention, AttentionList } from "../../../api/admin/qpay/contract"
import { attentionPath } from "../../api/paths"
import { useResource } from "../../api/use-resource"
import { useWords } from "../../words/use-words"
import { Empty, Failed, Loading } from "../shared/notices"
import { OrderLink } from "../shared/order-link"
import { Pager, usePaging } from "../shared/pager"
import { ReasonSelect } from "../shared/reason-select"
import { useUrl } from "../shared/use-url"
import { LineList } from "./line-list"

/** All lines of the shop, open ones first of all. */
export function AttentionTab({ onOpen }: { onOpen: (invoiceId: string) => void }) {
  const { t } = useWords()
  const [url, change] = useUrl()
  const filters = { resolved: url("resolved") === "true", reason: url("reason") }
  const paging = usePaging(JSON.stringify(filters))
  const { data, error, isLoading, isStale, refresh } = useResource<AttentionList>(attentionPath(filters, paging.cursor))
  const toggle = useId()
  const lines = data?.attention ?? []
  const isEmpty = data !== null && lines.length === 0

  return (
    <div className="divide-y">
      <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
        <ReasonSelect reason={filters.reason} onChange={(reason) => change({ reason })} />
        <div className="flex items-center gap-x-2">
          <Switch
            id={toggle}
            size="small"
            checked={filters.resolved}
            onCheckedChange={(on) => change({ resolved: on ? "true" : "" })}
          />
          <Label htmlFor={toggle} size="small">
            {t("attention.show_resolved")}
          </Label>
        </div>
      </div>
      {(isLoading || (isEmpty && isStale)) && <Loading />}
      {error && <Failed error={error} onRetry={refresh} isOutdated={lines.length > 0} />}
      {isEmpty && !isStale && !error && <NoLines isFiltered={filters.resolved || !!filters.reason} />}
      <LineList level="h2" lines={lines} about={(line) => <About line={line} onOpen={onOpen} />} isStale={isStale} />
      <Pager paging={paging} next={data?.next_cursor ?? null} isStale={isStale} />
    </div>
  )
}

function NoLines({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useWords()
  return isFiltered ? (
    <Empty icon="search" title={t("attention.empty_filtered_title")} text={t("attention.empty_filtered_text")} />
  ) : (
    <Empty icon="done" title={t("attention.empty_title")} text={t("attention.empty_text")} />
  )
}

function About({ line: { invoice }, onOpen }: { line: Attention; onOpen: (invoiceId: string) => void }) {
  const { t, paidWith } = useWords()
  const paid = paidWith(invoice.wallet, invoice.payment_type)
  return (
    <>
      <OrderLink invoice={invoice} />
      <button
        type="button"
        className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover focus-visible:shadow-borders-focus rounded-sm outline-none"
        onClick={() => onOpen(invoice.id)}
      >
        {t("reference", { reference: invoice.reference })}
      </button>
      {paid && <span>{paid}</span>}
    </>
  )
}
