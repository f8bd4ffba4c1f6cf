import { Button, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import type { Diagnostics } from "../../../api/admin/qpay/contract"
import { DIAGNOSTICS_PATH } from "../../api/paths"
import { useSubmit } from "../../api/use-submit"
import { useWords } from "../../words/use-words"
import { Empty, Loading } from "../shared/notices"
import { Refusal } from "../shared/refusal"
import { DiagnosisItem } from "./diagnosis-item"

/** Is everything set up, and does QPay answer? */
export function DiagnosticsTab() {
  const { t } = useWords()
  const [found, setFound] = useState<Diagnostics | null>(null)
  const { isBusy, error, submit } = useSubmit<Diagnostics>()

  const verdict = ({ healthy, checks }: Diagnostics) => {
    if (!healthy) return t("diagnostics.unhealthy")
    const count = checks.filter(({ state }) => state === "warning").length
    return count > 0 ? t("diagnostics.healthy_but", { count }) : t("diagnostics.healthy")
  }
  const run = async () => {
    const answer = await submit(DIAGNOSTICS_PATH)
    if (answer) setFound(answer)
  }
  return (
    <div className="divide-y">
      <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle max-w-2xl">
          {t("diagnostics.text")}
        </Text>
        <Button size="small" variant={found ? "secondary" : "primary"} isLoading={isBusy} onClick={() => void run()}>
          {isBusy ? t("diagnostics.running") : t("diagnostics.run")}
        </Button>
      </div>
      {error && (
        <div className="px-6 py-4">
          <Refusal error={error} />
        </div>
      )}
      <div role="status">
        {found && (
          <div className="flex flex-wrap items-center justify-between gap-x-4 px-6 py-4">
            <Heading level="h2">{verdict(found)}</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              {t("diagnostics.took", { seconds: (found.took_ms / 1000).toFixed(1) })}
            </Text>
          </div>
        )}
      </div>
      {found && (
        <ul className="divide-y">
          {found.checks.map((diagnosis) => (
            <DiagnosisItem key={`${diagnosis.check} ${diagnosis.provider_id}`} diagnosis={diagnosis} />
          ))}
        </ul>
      )}
      {!found && isBusy && <Loading />}
      {!found && !isBusy && (
        <Empty icon="search" title={t("diagnostics.empty_title")} text={t("diagnostics.empty_text")} />
      )}
    </div>
  )
}
