import { Badge, StatusBadge, Text } from "@medusajs/ui"
import type { Diagnosis } from "../../../api/admin/qpay/contract"
import { DIAGNOSIS_COLOURS } from "../../words/subjects"
import { useWords } from "../../words/use-words"

export function DiagnosisItem({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t, named, said } = useWords()
  return (
    <li className="grid gap-x-4 gap-y-2 px-6 py-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex min-w-0 flex-col gap-y-1">
        <div className="flex flex-wrap items-center gap-2">
          <Text size="small" leading="compact" weight="plus">
            {named("checks", diagnosis.check)}
          </Text>
          {diagnosis.provider_id && <Badge size="2xsmall">{diagnosis.provider_id}</Badge>}
        </div>
        <Text size="small" className="text-ui-fg-subtle break-words">
          {said(diagnosis.found)}
        </Text>
        {diagnosis.fix && (
          <Text size="small" className="text-ui-fg-subtle break-words">
            <span className="txt-small-plus text-ui-fg-base">{t("diagnostics.fix")}</span> {said(diagnosis.fix)}
          </Text>
        )}
      </div>
      <div>
        <StatusBadge color={DIAGNOSIS_COLOURS[diagnosis.state]}>
          {named("diagnosis_states", diagnosis.state)}
        </StatusBadge>
      </div>
    </li>
  )
}
