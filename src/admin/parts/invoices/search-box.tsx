import { Input } from "@medusajs/ui"
import { useEffect, useRef, useState } from "react"
import { useWords } from "../../words/use-words"

const PAUSE_MS = 300

/** Searches when typing pauses. */
export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const tell = useRef(onChange)
  tell.current = onChange

  useEffect(() => {
    // Changed from elsewhere: the filters were cleared, say.
    if (value !== told.current) setTyped((told.current = value))
  }, [value])
  useEffect(() => {
    if (typed === told.current) return
    const pause = setTimeout(() => tell.current((told.current = typed.trim())), PAUSE_MS)
    return () => clearTimeout(pause)
  }, [typed])

  return (
    <div className="w-full" style={{ maxWidth: 300 }}>
      <Input
        type="search"
        size="small"
        value={typed}
        aria-label={t("invoices.search")}
        placeholder={t("invoices.search")}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  )
}
