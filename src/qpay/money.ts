/**
 * A sum of money in whole tugrik: a safe, non-negative integer. 12000 means ₮12,000; QPay's tugrik has no
 * minor unit, so nothing here is ever multiplied or divided by 100.
 */
export type Tugrik = number

/** An amount that cannot be read, or that cannot be a sum of tugrik. */
export class MoneyError extends Error {
  constructor(message: string) {
    super(message)
    this.name = "MoneyError"
  }
}

const DECIMALS = 6
const ONE = 10n ** BigInt(DECIMALS)
const MAX = BigInt(Number.MAX_SAFE_INTEGER)
const PLAIN = /^([+-]?)(\d{1,40})(?:\.(\d{1,100}))?$/
const EXPONENT = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i

/** True when `value` is a sum of whole tugrik. */
export function isTugrik(value: unknown): value is Tugrik {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/**
 * The one rounding rule for what we invoice: half up to whole tugrik. Digits after the sixth decimal are float
 * noise and are rounded off first, so 333.49999999999994 (a cart's 333.5) becomes 334.
 *
 * @param amount tugrik, as a number or a plain decimal string
 * @throws MoneyError on anything that is not a number, is infinite or negative, or exceeds MAX_SAFE_INTEGER
 */
export function roundToTugrik(amount: number | string): Tugrik {
  return toTugrik((readPositive(amount, "round") + ONE / 2n) / ONE, amount)
}

/**
 * What arrived, summed from QPay's own figures ("100.00", 100, "499.50"). The sum is exact (integers, no floats);
 * the total is cut down to whole tugrik, so that we never claim more than arrived.
 *
 * @throws MoneyError when one value is unreadable or negative: a sum we half understand proves nothing
 */
export function receivedTugrik(values: readonly unknown[]): Tugrik {
  const sum = values.reduce<bigint>((total, value) => total + readPositive(value, "cut"), 0n)
  return toTugrik(sum / ONE, sum)
}

/** -1, 0 or 1 as `a` is below, equal to or above `b`. @throws MoneyError unless both are whole tugrik */
export function compareTugrik(a: Tugrik, b: Tugrik): -1 | 0 | 1 {
  requireTugrik(a)
  requireTugrik(b)
  return a < b ? -1 : a > b ? 1 : 0
}

/** @throws MoneyError unless both are whole tugrik */
export function sameTugrik(a: Tugrik, b: Tugrik): boolean {
  return compareTugrik(a, b) === 0
}

/** `a - b`. @throws MoneyError when `b` exceeds `a`, or one is not whole tugrik */
export function subtractTugrik(a: Tugrik, b: Tugrik): Tugrik {
  if (compareTugrik(a, b) < 0) {
    throw new MoneyError(`Cannot take ${formatTugrik(b)} from ${formatTugrik(a)}: the result would be negative`)
  }
  return a - b
}

/**
 * Are two amounts of the same currency equal to six decimals? For any currency (a session's total against its
 * cart's), so no rounding to whole units.
 *
 * @throws MoneyError when one is not a readable number
 */
export function sameAmount(a: number | string, b: number | string): boolean {
  return readMillionths(a, "round") === readMillionths(b, "round")
}

/**
 * An amount in another currency as whole tugrik, by the rule of {@link roundToTugrik}. The product is exact before
 * the one rounding at its end.
 *
 * @param amount in major units of the other currency (12.5 means 12.50 USD)
 * @param rate tugrik for one major unit, above zero, read to six decimals
 * @throws MoneyError on an unreadable or negative amount, or a rate that is not above zero
 */
export function convertToTugrik(amount: number | string, rate: number | string): Tugrik {
  const perUnit = readPositive(rate, "round")
  if (perUnit === 0n) {
    throw new MoneyError(`A rate must be above zero, got ${show(rate)}`)
  }
  const scale = ONE * ONE
  return toTugrik((readPositive(amount, "round") * perUnit + scale / 2n) / scale, amount)
}

/** "₮12,000": sign first, comma thousands, no decimals, the way Mongolian shops print it. */
export function formatTugrik(amount: Tugrik): string {
  requireTugrik(amount)
  return `₮${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")}`
}

/** Millionths of a unit as an exact integer. Numbers carry float noise and are rounded; strings obey `rest`. */
function readMillionths(value: unknown, rest: "round" | "cut"): bigint {
  const text = typeof value === "string" ? value.trim() : ""
  const number = EXPONENT.test(text) ? Number(text) : value
  if (typeof number === "number") {
    if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) {
      throw new MoneyError(`Not a usable amount: ${show(value)}`)
    }
    return readMillionths(number.toFixed(DECIMALS), "cut")
  }
  const match = PLAIN.exec(text)
  if (!match) {
    throw new MoneyError(`Not a readable amount: ${show(value)}`)
  }
  const [, sign, whole = "0", fraction = ""] = match
  const kept = BigInt(whole) * ONE + BigInt(fraction.slice(0, DECIMALS).padEnd(DECIMALS, "0"))
  const roundedUp = rest === "round" && (fraction[DECIMALS] ?? "0") >= "5" ? 1n : 0n
  return sign === "-" ? -(kept + roundedUp) : kept + roundedUp
}

function readPositive(value: unknown, rest: "round" | "cut"): bigint {
  const millionths = readMillionths(value, rest)
  if (millionths < 0n) {
    throw new MoneyError(`An amount cannot be negative: ${show(value)}`)
  }
  return millionths
}

function toTugrik(whole: bigint, source: unknown): Tugrik {
  if (whole > MAX) {
    throw new MoneyError(`Too large to be an amount: ${show(source)}`)
  }
  return Number(whole)
}

function requireTugrik(amount: Tugrik): void {
  if (!isTugrik(amount)) {
    throw new MoneyError(`Not a sum of whole tugrik: ${show(amount)}`)
  }
}

function show(value: unknown): string {
  return typeof value === "object" && value !== null ? "an object" : String(value).slice(0, 60)
}
