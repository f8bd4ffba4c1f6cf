import fc, { type Arbitrary } from "fast-check"

/** Texts that have broken servers before. */
const NASTY = [
  "",
  " ",
  "\0",
  "payses_\0",
  "'",
  "' OR '1'='1",
  "'; DROP TABLE qpay_invoice; --",
  '"',
  "\\",
  "%",
  "_",
  "payses_%",
  "${7*7}",
  "{{constructor.constructor('return 1')()}}",
  "<script>alert(1)</script>",
  "../../../../etc/passwd",
  "..%2f..%2fadmin",
  "%00",
  "%ff%fe",
  "%c0%af",
  "%ed%a0%80",
  "%E0%A4%A",
  "\r\nSet-Cookie: a=b",
  "\r\n\r\nHTTP/1.1 200 OK\r\n\r\nSUCCESS",
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "[object Object]",
  "undefined",
  "null",
  "NaN",
  "true",
  "0",
  "-1",
  "1e309",
  "9".repeat(400),
  "0x7fffffffffffffff",
  "\u202eoloh\u2066",
  "ﷺ".repeat(40),
  "e\u0301".repeat(30),
  "\ud800",
  "payses_01\u{1F4B0}",
  "a".repeat(100),
  "a".repeat(101),
  "a".repeat(9000),
]

/** A secret or an id that is almost right: cut, doubled, in another case, with something before or behind it. */
export function almost(text: string): Arbitrary<string> {
  const at = fc.nat({ max: Math.max(text.length - 1, 0) })
  const letters = fc.constantFrom("0", "A", "a", "_", "-", " ", "\0", "é", "Ａ", "\u200b")
  return fc
    .oneof(
      fc.constant(text.toLowerCase()),
      fc.constant(text.toUpperCase()),
      fc.constant([...text].reverse().join("")),
      fc.constant(text + text),
      fc.constant(encodeURIComponent(encodeURIComponent(text + "%"))),
      at.map((n) => text.slice(0, n)),
      at.map((n) => text.slice(n + 1)),
      fc.tuple(at, letters).map(([n, letter]) => text.slice(0, n) + letter + text.slice(n + 1)),
      fc.tuple(at, letters).map(([n, letter]) => text.slice(0, n) + letter + text.slice(n)),
      letters.map((letter) => letter + text),
      letters.map((letter) => text + letter)
    )
    .filter((changed) => changed !== text)
}

/** Any text an attacker may send: famous ones, random ones of every script, and what they know, right or almost. */
export function word(known: readonly string[]): Arbitrary<string> {
  const one = fc.constantFrom(...known)
  return fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 2, arbitrary: one.chain(almost) },
    { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) }
  )
}

/** Any JSON value with such texts as its leaves and such names as its keys. */
export function value(known: readonly string[], names: readonly string[]): Arbitrary<unknown> {
  const { any } = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: word(known) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 17000, 17000.5, 2 ** 53) },
      { weight: 1, arbitrary: fc.array(tie("any"), { maxLength: 4 }) },
      { weight: 1, arbitrary: entries(fc.constantFrom(...names), tie("any")) }
    ),
  }))
  return any
}

/** An object with these keys, `__proto__` included: as JSON.parse makes it, not as an assignment would. */
export function entries(key: Arbitrary<string>, of: Arbitrary<unknown>): Arbitrary<Record<string, unknown>> {
  return fc
    .array(fc.tuple(key, of), { maxLength: 6 })
    .map((pairs) => JSON.parse(`{${pairs.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`))
}

/** Nested so deep that a recursive reader runs out of stack: as text, because making it as an object would too. */
export const abyss: Arbitrary<string> = fc
  .tuple(fc.constantFrom(50, 1000, 20_000), fc.constantFrom<[string, string]>(["[", "]"], ['{"a":', "}"]))
  .map(([depth, [open, close]]) => `{"data":${open.repeat(depth)}1${close.repeat(depth)}}`)

/** One character of the result per byte that goes over the wire. */
const asBytes = (text: string) => Buffer.from(text, "utf8").toString("latin1")

/** A text in a query or path, written in one of the ways clients write it, wrong ones included. */
export function spelled(of: Arbitrary<string>): Arbitrary<string> {
  const percent = (text: string) => asBytes(text).replace(/[^]/g, (byte) => `%${hex(byte)}`)
  const some = (text: string) => asBytes(text).replace(/[^\w.~-]/g, (byte) => `%${hex(byte)}`)
  return fc
    .tuple(of, fc.nat({ max: 11 }))
    .map(([text, way]) =>
      way === 0
        ? percent(text)
        : way === 1
          ? some(text).replace(/%/g, "%25")
          : way === 2
            ? `${some(text)}%ff`
            : way === 3
              ? asBytes(text)
              : some(text)
    )
}

const hex = (byte: string) => byte.charCodeAt(0).toString(16).padStart(2, "0")
