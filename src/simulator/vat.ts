import { asBody, readDecimal, type Body } from "./validation"

/** Four decimals are as fine as an e-barimt gets; counting in them keeps floating point out of the sums. */
const UNIT = 10_000n

/** A line's sum in tugrik: quantity x unit price, less discounts, plus surcharges. */
export function lineSum(line: Body): number {
  return Number(lineUnits(line)) / Number(UNIT)
}

/** The VAT inside a line: sum x 0.1 / 1.1, cut (not rounded) to four decimals. */
export function cutVat(line: Body): number {
  return Number(lineUnits(line) / 11n) / Number(UNIT)
}

function lineUnits(line: Body): bigint {
  const gross = (units(line.line_quantity) * units(line.line_unit_price)) / UNIT
  return gross - listUnits(line.discounts) + listUnits(line.surcharges)
}

function listUnits(list: unknown): bigint {
  return Array.isArray(list) ? list.reduce<bigint>((sum, entry) => sum + units(asBody(entry).amount), 0n) : 0n
}

function units(value: unknown): bigint {
  const number = readDecimal(value) ?? 0
  return BigInt(Math.round(number * Number(UNIT)))
}
