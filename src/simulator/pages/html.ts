/** Markup that is safe to send. Only `html` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

type Piece = Markup | Markup[] | string | number | null | undefined | false

/** A template whose every value is escaped unless it is markup itself: names and texts come from shops. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Markup {
  return new Markup(strings.reduce((text, part, index) => text + render(values[index - 1]) + part))
}

function render(value: Piece): string {
  if (value === null || value === undefined || value === false) {
    return ""
  }
  if (Array.isArray(value)) {
    return value.map((markup) => markup.text).join("")
  }
  return value instanceof Markup ? value.text : escape(String(value))
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
