import { useState, type ReactNode } from "react"
import type { Attention, AttentionAction } from "../../../api/admin/qpay/contract"
import { Dimmed } from "../shared/dimmed"
import type { Level } from "../shared/title"
import { ActionPrompt } from "./action-prompt"
import { LineItem } from "./line-item"

interface LineListProps {
  lines: Attention[]
  level: Level
  /** What to say beside each line. */
  about?: (line: Attention) => ReactNode
  /** They are not the ones asked for, those are still awaited. */
  isStale?: boolean
}

/** Lines and the one prompt for their actions. It outlives its line: a refused action may have found it closed. */
export function LineList({ lines, level, about, isStale = false }: LineListProps) {
  const [acting, setActing] = useState<{ line: Attention; action: AttentionAction } | null>(null)
  // Refused because the sum has changed, it must ask for the new one.
  const line = acting && (lines.find(({ id }) => id === acting.line.id) ?? acting.line)
  return (
    <>
      {lines.length > 0 && (
        <Dimmed isStale={isStale}>
          <ul className="divide-y">
            {lines.map((line) => (
              <LineItem key={line.id} line={line} level={level} onAct={(action) => setActing({ line, action })}>
                {about?.(line)}
              </LineItem>
            ))}
          </ul>
        </Dimmed>
      )}
      {acting && line && <ActionPrompt line={line} action={acting.action} onClose={() => setActing(null)} />}
    </>
  )
}
