import { Text } from "@medusajs/ui"
import type { Totals } from "../../../api/admin/qpay/contract"
import { totalsPath } from "../../api/paths"
import { useResource } from "../../api/use-resource"
import { formatAmount } from "../../words/amount"
import { dayBefore } from "../../words/time"
import { useWords, type Words } from "../../words/use-words"

/** What is counted when no days are picked. */
const DAYS = 30

/** The money of the days that are picked, else of the last thirty. */
export function TotalsStrip({ from, to }: { from: string; to: string }) {
  const words = useWords()
  const { t } = words
  const { data } = useResource<Totals>(
    from || to ? totalsPath(from, to) : totalsPath(dayBefore(DAYS - 1), dayBefore(0))
  )
  if (!data) return null
  return (
    <section aria-label={t("totals.label")} className="flex flex-col gap-y-3 px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle">
        {periodOf(words, from, to)}
      </Text>
      <dl className="grid gap-4" style={{ gridTemplateColumns: "repeat(auto-fit, minmax(140px, 1fr))" }}>
        <Figure name={t("totals.taken")} value={formatAmount(data.taken)} />
        <Figure
          name={t("totals.refunded")}
          value={formatAmount(data.refunded_by_qpay + data.refunded_by_bank)}
          parts={t("totals.refunded_parts", {
            qpay: formatAmount(data.refunded_by_qpay),
            bank: formatAmount(data.refunded_by_bank),
          })}
        />
        <Figure name={t("totals.fees")} value={formatAmount(data.fees)} />
        <Figure
          name={t("totals.paid_invoices")}
          value={t("totals.of", { paid: data.paid_invoices, all: data.invoices })}
        />
        <Figure
          name={t("totals.attention")}
          value={formatAmount(data.attention_amount)}
          parts={t("totals.lines", { count: data.attention_count })}
        />
      </dl>
    </section>
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
