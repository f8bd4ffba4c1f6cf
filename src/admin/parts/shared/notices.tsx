import { CheckCircle, ExclamationCircle, MagnifyingGlass } from "@medusajs/icons"
import { Button, Skeleton, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useWords } from "../../words/use-words"

/** What stands where a list would be. */
export function Empty({ icon, title, text }: { icon: "done" | "search"; title: string; text: string }) {
  const Icon = icon === "done" ? CheckCircle : MagnifyingGlass
  return <Notice icon={<Icon className="text-ui-fg-subtle" />} title={title} text={text} />
}

export function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t, said } = useWords()
  return (
    <div role="alert">
      <Notice
        icon={<ExclamationCircle className="text-ui-fg-subtle" />}
        title={t("common.failed")}
        text={said(error.message)}
      >
        <Button size="small" variant="secondary" onClick={onRetry}>
          {t("common.retry")}
        </Button>
      </Notice>
    </div>
  )
}

export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useWords()
  return (
    <div role="status" className="flex flex-col gap-y-3 px-6 py-4">
      <span className="sr-only">{t("common.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className="h-8 w-full" />
      ))}
    </div>
  )
}

interface NoticeProps {
  icon: ReactNode
  title: string
  text: string
  children?: ReactNode
}

function Notice({ icon, title, text, children }: NoticeProps) {
  return (
    <div className="flex min-h-[236px] w-full flex-col items-center justify-center gap-y-4 px-6 py-8 text-center">
      <div className="flex flex-col items-center gap-y-3">
        {icon}
        <div className="flex flex-col items-center gap-y-1">
          <Text size="small" leading="compact" weight="plus">
            {title}
          </Text>
          <Text size="small" className="text-ui-fg-subtle">
            {text}
          </Text>
        </div>
      </div>
      {children}
    </div>
  )
}
