import { Button, StatusBadge, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { Attention, AttentionAction } from "../../../api/admin/qpay/contract"
import { formatAmount } from "../../words/amount"
import { detailKey } from "../../words/subjects"
import { formatTime } from "../../words/time"
import { useWords } from "../../words/use-words"
import { CheckButton } from "../shared/check-button"
import { Title, type Level } from "../shared/title"

interface LineItemProps {
  line: Attention
  onAct: (action: AttentionAction) => void
  level: Level
  /** Where the line belongs to; left out where that is plain. */
  children?: ReactNode
}

/** One line: what happened, what to do, and the buttons for it. */
export function LineItem({ line, onAct, level, children }: LineItemProps) {
  const words = useWords()
  const { t } = words
  const { title, what, todo } = words.reason(line)
  const detail = line.detail && t(`details.${detailKey(line.detail)}`, { defaultValue: "" })
  // What was wrong then is no longer so: a resolved line tells how it ended.
  const isOpen = !line.resolved_at

  return (
    <li className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="flex min-w-0 items-center gap-x-2">
          <Title level={level}>{title}</Title>
          {line.resolved_at && line.resolution && (
            <StatusBadge color="green">{words.resolution(line.resolution)}</StatusBadge>
          )}
        </div>
        <Text size="small" leading="compact" weight="plus">
          {formatAmount(line.amount)}
        </Text>
      </div>
      <div className="text-ui-fg-subtle flex max-w-3xl flex-col gap-y-1 empty:hidden">
        {isOpen && (
          <Text size="small">
            {what} {detail}
          </Text>
        )}
        {isOpen && (
          <Text size="small">
            <span className="txt-small-plus text-ui-fg-base">{t("attention.todo")}</span> {todo}
          </Text>
        )}
        {isOpen && line.detail && !detail && (
          <Text size="small" className="text-ui-fg-subtle break-words">
            {t("attention.details")} {line.detail}
          </Text>
        )}
        {line.transfer_reference && (
          <Text size="small" className="break-words">
            <span className="txt-small-plus text-ui-fg-base">{t("attention.transfer")}</span> {line.transfer_reference}
          </Text>
        )}
        {line.note && (
          <Text size="small" className="break-words">
            <span className="txt-small-plus text-ui-fg-base">{t("attention.note")}</span> {line.note}
          </Text>
        )}
      </div>
      <div className="text-ui-fg-subtle txt-compact-small flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          {isOpen ? t("attention.since", { when: formatTime(line.created_at) }) : formatTime(line.created_at)}
        </span>
        {children}
        {line.resolved_at && line.resolved_by && (
          <span>
            {t("attention.resolved_by", {
              who: words.actor({ actor: line.resolved_by, actor_name: null }),
              when: formatTime(line.resolved_at),
            })}
          </span>
        )}
      </div>
      {isOpen && (
        <div className="flex flex-wrap items-center gap-2 empty:hidden">
          {line.reason === "unreadable" && <CheckButton invoiceId={line.invoice.id} />}
          {line.actions.map((action) => (
            <Button
              key={action}
              size="small"
              variant={action === "ignore" ? "transparent" : "secondary"}
              onClick={() => onAct(action)}
            >
              {words.action(action, line).label}
            </Button>
          ))}
        </div>
      )}
    </li>
  )
}
