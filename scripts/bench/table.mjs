import { colour } from "../lib/colour.mjs"

const WIDTH = 44

export function number(value) {
  if (typeof value !== "number") return value ?? ""
  if (Number.isInteger(value)) return String(value)
  const size = Math.abs(value)
  return value.toFixed(size < 1 ? 3 : size < 20 ? 2 : size < 100 ? 1 : 0)
}

const cell = (text, width = 9) => String(text).padStart(width)

/**
 * A figure is `{ title, columns, rows, ratios, notes }`: a row is a label and one value per column, a ratio is
 * `{ label, ratio, low, high, target }` where `target` is a test with its words.
 */
export function show({ title, columns, rows, ratios = [], notes = [] }) {
  console.log(`\n${colour.bold(title)}`)
  console.log(colour.dim("".padEnd(WIDTH) + columns.map((name) => cell(name)).join("")))
  for (const { label, values } of rows) {
    console.log(`  ${label.padEnd(WIDTH - 2)}${values.map((value) => cell(number(value))).join("")}`)
  }
  if (ratios.length) console.log()
  for (const one of ratios) console.log(`  ${one.label.padEnd(WIDTH - 2)}${ratioText(one)}`)
  for (const note of notes) console.log(colour.dim(`  ${note}`))
}

function ratioText({ ratio, low, high, target }) {
  const spread = low === undefined ? "" : colour.dim(`  (90 % between ${low.toFixed(2)} and ${high.toFixed(2)})`)
  const text = cell(ratio.toFixed(2)) + spread
  if (!target) return text
  const met = target.most === undefined ? ratio >= target.least : ratio <= target.most
  const wanted = target.most === undefined ? `at least ${target.least}` : `at most ${target.most}`
  return `${text}  ${wanted}: ${met ? colour.green("met") : colour.red("missed")}`
}
