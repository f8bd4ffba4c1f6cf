import { CheckCircle, ExclamationCircle, MagnifyingGlass } from "@medusajs/icons"
import { Button, Skeleton, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useWords } from "../../words/use-words"

/** What stands where a list would be. */
export function Empty({ icon, title, text }: { icon: "done" | "search"; title: string; text: string }) {
  const Icon = icon === "done" ? CheckCircle : MagnifyingGlass
  return <Notice icon={<Icon className="text-ui-fg-subtle" />} title={title} text={text} />
}

interface FailedProps {
  error: Error
  onRetry: () => void
  /** One line, where no list would be. */
  isBrief?: boolean
  /** One line above what was read before. */
  isOutdated?: boolean
}

export function Failed({ error, onRetry, isBrief = false, isOutdated = false }: FailedProps) {
  const { t, said } = useWords()
  const retry = (
    <Button size="small" variant="secondary" className="shrink-0" onClick={onRetry}>
      {t("common.retry")}
    </Button>
  )
  if (!isBrief && !isOutdated) {
    return (
      <div role="alert">
        <Notice
          icon={<ExclamationCircle className="text-ui-fg-subtle" />}
          title={t("common.failed")}
          text={said(error)}
        >
          {retry}
        </Notice>
      </div>
    )
  }
  return (
    <div role="alert" className="flex items-center justify-between gap-x-4 px-6 py-3">
      <div className="flex min-w-0 items-start gap-x-2">
        <span className="flex h-5 shrink-0 items-center">
          <ExclamationCircle className="text-ui-fg-subtle" />
        </span>
        <Text size="small" className="text-ui-fg-subtle break-words">
          <span className="txt-small-plus text-ui-fg-base">
            {isOutdated ? t("common.outdated") : t("common.failed")}.
          </span>{" "}
          {said(error)}
        </Text>
      </div>
      {retry}
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
