import { Select } from "@medusajs/ui"
import { REASONS } from "../../words/subjects"
import { useWords } from "../../words/use-words"

/** The select's own values may not be empty. */
const ALL = "all"

export function ReasonSelect({ reason, onChange }: { reason: string; onChange: (reason: string) => void }) {
  const { t } = useWords()
  return (
    <Select size="small" value={reason || ALL} onValueChange={(picked) => onChange(picked === ALL ? "" : picked)}>
      <Select.Trigger aria-label={t("common.reason")} className="w-auto min-w-[150px]">
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        <Select.Item value={ALL}>{t("common.all_reasons")}</Select.Item>
        {REASONS.map((each) => (
          <Select.Item key={each} value={each}>
            {t(`reasons.${each}.title`)}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
