import type { ReactNode } from "react"

/** What was said of another filter or page: seen while the new answer is awaited, and nothing in it can be pressed. */
export function Dimmed({ isStale, children }: { isStale: boolean; children: ReactNode }) {
  return (
    <fieldset
      disabled={isStale}
      aria-busy={isStale}
      className={isStale ? "opacity-50 pointer-events-none min-w-0" : "min-w-0"}
    >
      {children}
    </fieldset>
  )
}
