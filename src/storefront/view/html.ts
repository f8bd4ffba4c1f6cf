/** Markup that may go into a page as it is. Only `markup` makes it, so that nothing gets in unescaped. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }
}

type Part = Html | string | number | null | undefined | false | readonly Html[]

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** Safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
}

/** Markup with every value escaped, unless it is markup itself. Null, undefined and false leave nothing. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Html {
  // Line breaks of the source are no content.
  const pieces = strings.map((string, index) => string.replace(/\n\s*/g, " ") + textOf(parts[index]))
  return new Html(pieces.join(""))
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return ""
  if (part instanceof Html) return part.text
  return Array.isArray(part) ? part.join("") : escapeHtml(String(part))
}
