import { CheckCircleSolid, CircleMinusSolid, ExclamationCircleSolid, XCircleSolid } from "@medusajs/icons"
import { Badge, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { Diagnosis } from "../../../api/admin/qpay/contract"
import { useWords } from "../../words/use-words"

const ICONS: Record<Diagnosis["state"], ReactNode> = {
  ok: <CheckCircleSolid className="text-ui-tag-green-icon" />,
  warning: <ExclamationCircleSolid className="text-ui-tag-orange-icon" />,
  failed: <XCircleSolid className="text-ui-tag-red-icon" />,
  skipped: <CircleMinusSolid className="text-ui-fg-subtle" />,
}

export function DiagnosisItem({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t, named, finding } = useWords()
  const { found, fix } = finding(diagnosis)
  return (
    <li className="grid grid-cols-[20px_1fr] gap-x-3 px-6 py-4">
      <div className="flex h-5 items-center">
        <span aria-hidden="true">{ICONS[diagnosis.state]}</span>
        <span className="sr-only">{named("diagnosis_states", diagnosis.state)}:</span>
      </div>
      <div className="flex min-w-0 flex-col gap-y-1">
        <div className="flex flex-wrap items-center gap-2">
          <Text size="small" leading="compact" weight="plus">
            {named("checks", diagnosis.check)}
          </Text>
          {diagnosis.provider_id && <Badge size="2xsmall">{diagnosis.provider_id}</Badge>}
        </div>
        <Text size="small" className="text-ui-fg-subtle break-words">
          {found}
        </Text>
        {fix && (
          <Text size="small" className="text-ui-fg-subtle break-words">
            <span className="txt-small-plus text-ui-fg-base">{t("diagnostics.fix")}</span> {fix}
          </Text>
        )}
      </div>
    </li>
  )
}
