import type { ReactNode } from "react"

/** A list of names and values, as the dashboard's sections have them. */
export function Rows({ children }: { children: ReactNode }) {
  return <dl className="divide-y">{children}</dl>
}

export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="text-ui-fg-subtle grid grid-cols-2 items-start gap-4 px-6 py-3">
      <dt className="txt-compact-small-plus">{name}</dt>
      <dd className="txt-compact-small min-w-0">{children}</dd>
    </div>
  )
}
