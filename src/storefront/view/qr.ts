import { create } from "qrcode/lib/core/qrcode"
import { type Html, markup } from "./html"

/** White modules around the code; scanners need four. */
const QUIET = 4

let last: { text: string; size: number; path: string } | undefined

/** A QR as one path of an SVG, sharp at any size. Null for a text that is too long for a QR. */
export function qrSvg(text: string, label: string): Html | null {
  const drawn = draw(text)
  if (!drawn) return null
  const { size, path } = drawn
  return markup`<svg part="qr" class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" d="${path}"/></svg>`
}

/** Dark modules as strokes, row by row. The last one is kept: a page draws the same QR at every change. */
function draw(text: string): typeof last | null {
  if (last?.text === text) return last
  try {
    const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules
    let path = ""
    for (let row = 0; row < size; row++) {
      let from = 0
      for (let column = 0; column < size; column++) {
        if (!data[row * size + column]) continue
        let length = 1
        while (column + length < size && data[row * size + column + length]) length++
        path += from ? `m${column - from} 0h${length}` : `M${column + QUIET} ${row + QUIET + 0.5}h${length}`
        column += length
        from = column
      }
    }
    last = { text, size: size + 2 * QUIET, path }
    return last
  } catch {
    return null
  }
}
