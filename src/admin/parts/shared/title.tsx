/** One below the heading of what it stands in: a page's and a drawer's are h1, a widget's is h2. */
export type Level = "h2" | "h3"

/** The small heading inside a section. The dashboard's own ties the size to the level. */
export function Title({ level: Tag, children }: { level: Level; children: string }) {
  return <Tag className="h3-core text-ui-fg-base">{children}</Tag>
}
