import { Button } from "@medusajs/ui"
import { useState } from "react"
import { useWords } from "../../words/use-words"

export interface Paging {
  /** Of the page shown; null for the first. */
  cursor: string | null
  onNext: (cursor: string) => void
  onPrevious: (() => void) | null
}

/** Remembers the way through a list that can only be read forwards. @param list what is read; another one starts anew */
export function usePaging(list: string): Paging {
  const [way, setWay] = useState<{ list: string; cursors: string[] }>({ list, cursors: [] })
  const cursors = way.list === list ? way.cursors : []
  const go = (next: string[]) => setWay({ list, cursors: next })
  return {
    cursor: cursors[cursors.length - 1] ?? null,
    onNext: (cursor) => go([...cursors, cursor]),
    onPrevious: cursors.length ? () => go(cursors.slice(0, -1)) : null,
  }
}

interface PagerProps {
  paging: Paging
  next: string | null
  /** `next` follows another page than the one asked for: it leads nowhere. Not disabled: that would lose the focus. */
  isStale: boolean
}

export function Pager({ paging, next, isStale }: PagerProps) {
  const { t } = useWords()
  if (!next && !paging.onPrevious) return null
  return (
    <nav aria-label={t("invoices.paging")} className="flex items-center justify-end gap-x-2 px-6 py-4">
      <Button size="small" variant="transparent" disabled={!paging.onPrevious} onClick={() => paging.onPrevious?.()}>
        {t("common.previous")}
      </Button>
      <Button
        size="small"
        variant="transparent"
        disabled={!next}
        onClick={() => next && !isStale && paging.onNext(next)}
      >
        {t("common.next")}
      </Button>
    </nav>
  )
}
