import { html, type Markup } from "./html"
import { STYLES } from "./styles"

export function page(title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="mn">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${STYLES}
        </style>
      </head>
      <body>
        <div class="notice">
          Энэ бол QPay биш, симулятор. Жинхэнэ мөнгө шилжихгүй.
          <small>This is a simulator, not QPay. No real money moves.</small>
        </div>
        <main>${body}</main>
      </body>
    </html>`.text
}

/** Mongolian first, English small beneath it. */
export function both(mongolian: string, english: string): Markup {
  return html`${mongolian}<span class="en">${english}</span>`
}
