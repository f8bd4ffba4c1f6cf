import { Button, Text, clx } from "@medusajs/ui"
import { useState } from "react"
import type { TrailEvent } from "../../../api/admin/qpay/contract"
import { formatTime } from "../../words/time"
import { noteworthy } from "../../words/trail"
import { useWords } from "../../words/use-words"
import { Title, type Level } from "../shared/title"

/** The newest are what staff look for. */
const SHOWN = 4

/** What happened to an invoice, newest first, as the dashboard shows an order's activity. */
export function Trail({ trail, level }: { trail: TrailEvent[]; level: Level }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(trail.length <= SHOWN + 1)
  const events = [...trail].reverse()
  const shown = isOpen ? events : events.slice(0, SHOWN)
  if (events.length === 0) return null
  return (
    <div className="flex flex-col gap-y-4 px-6 py-4">
      <Title level={level}>{t("payment.trail")}</Title>
      <ol className="flex flex-col gap-y-0.5">
        {shown.map((event, index) => (
          <TrailItem key={`${event.created_at} ${index}`} event={event} isLast={index === shown.length - 1} />
        ))}
      </ol>
      {!isOpen && (
        <Button size="small" variant="transparent" className="self-start" onClick={() => setOpen(true)}>
          {t("payment.trail_more", { count: events.length - SHOWN })}
        </Button>
      )}
    </div>
  )
}

function TrailItem({ event, isLast }: { event: TrailEvent; isLast: boolean }) {
  const { t, named, actor } = useWords()
  const note = noteworthy(event)
  return (
    <li className="grid grid-cols-[20px_1fr] items-start gap-2">
      <div aria-hidden="true" className="flex size-full flex-col items-center gap-y-0.5">
        <div className="flex size-5 items-center justify-center">
          <div className="bg-ui-bg-base shadow-borders-base flex size-2.5 items-center justify-center rounded-full">
            <div className="bg-ui-tag-neutral-icon size-1.5 rounded-full" />
          </div>
        </div>
        {!isLast && <div className="bg-ui-border-base w-px flex-1" />}
      </div>
      <div className={clx("min-w-0", { "pb-4": !isLast })}>
        <div className="flex items-start justify-between gap-x-4">
          <Text size="small" leading="compact" weight="plus">
            {named("events", event.type)}
          </Text>
          <Text size="small" leading="compact" className="text-ui-fg-subtle shrink-0 text-right">
            {formatTime(event.created_at)}
          </Text>
        </div>
        <Text size="small" className="text-ui-fg-subtle break-words">
          {[actor(event), note.reason && t(`reasons.${note.reason}.title`, { defaultValue: note.reason }), note.text]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      </div>
    </li>
  )
}
