import { Text } from "@medusajs/ui"
import type { Totals } from "../../../api/admin/qpay/contract"
import { totalsPath } from "../../api/paths"
import { useResource } from "../../api/use-resource"
import { formatAmount } from "../../words/amount"
import { dayBefore } from "../../words/time"
import { useWords, type Words } from "../../words/use-words"
import { Dimmed } from "../shared/dimmed"
import { Failed } from "../shared/notices"

/** What is counted when no days are picked. */
const DAYS = 30

/** The money of the days that are picked, else of the last thirty. */
export function TotalsStrip({ from, to }: { from: string; to: string }) {
  const words = useWords()
  const { t } = words
  const { data, error, isStale, refresh } = useResource<Totals>(
    from || to ? totalsPath(from, to) : totalsPath(dayBefore(DAYS - 1), dayBefore(0))
  )
  if (!data && !error) return null
  return (
    <section aria-label={t("totals.label")}>
      {error && <Failed error={error} onRetry={refresh} isBrief isOutdated={data !== null} />}
      {data && (
        <div className="flex flex-col gap-y-3 px-6 py-4">
          <Text size="small" className="text-ui-fg-subtle">
            {periodOf(words, from, to)}
          </Text>
          <Dimmed isStale={isStale}>
            <Figures totals={data} />
          </Dimmed>
        </div>
      )}
    </section>
  )
}

function Figures({ totals }: { totals: Totals }) {
  const { t } = useWords()
  return (
    <dl className="grid gap-4" style={{ gridTemplateColumns: "repeat(auto-fit, minmax(140px, 1fr))" }}>
      <Figure name={t("totals.taken")} value={formatAmount(totals.taken)} />
      <Figure
        name={t("totals.refunded")}
        value={formatAmount(totals.refunded_by_qpay + totals.refunded_by_bank)}
        parts={t("totals.refunded_parts", {
          qpay: formatAmount(totals.refunded_by_qpay),
          bank: formatAmount(totals.refunded_by_bank),
        })}
      />
      <Figure name={t("totals.fees")} value={formatAmount(totals.fees)} />
      <Figure
        name={t("totals.paid_invoices")}
        value={t("totals.of", { paid: totals.paid_invoices, all: totals.invoices })}
      />
      <Figure
        name={t("totals.attention")}
        value={formatAmount(totals.attention_amount)}
        parts={t("totals.lines", { count: totals.attention_count })}
      />
    </dl>
  )
}

function periodOf({ t }: Words, from: string, to: string): string {
  const [first, last] = [from, to].map((day) => day.replace(/-/g, "."))
  if (!from && !to) return t("totals.last_days", { count: DAYS })
  if (from && to) return t("totals.period", { from: first, to: last })
  return from ? t("totals.since", { from: first }) : t("totals.until", { to: last })
}

function Figure({ name, value, parts }: { name: string; value: string; parts?: string }) {
  return (
    <div className="flex flex-col gap-y-1">
      <dt>
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle" as="span">
          {name}
        </Text>
      </dt>
      <dd className="flex flex-col">
        <Text leading="compact" weight="plus" as="span">
          {value}
        </Text>
        {parts && (
          <Text size="xsmall" className="text-ui-fg-subtle" as="span">
            {parts}
          </Text>
        )}
      </dd>
    </div>
  )
}
