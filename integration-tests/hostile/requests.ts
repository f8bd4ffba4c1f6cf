import fc, { type Arbitrary } from "fast-check"
import type { Request } from "../support/wire"
import { idsOf, type Known, salesOf } from "./known"
import { abyss, almost, entries, spelled, value, word } from "./words"

/** The names both forms of the callback read, and names that have meant something to some parser. */
const NAMES = [
  "session",
  "token",
  "qpay_payment_id",
  "invoice_id",
  "invoiceId",
  "object_id",
  "sender_invoice_no",
  "payment_id",
  "payment_status",
  "action",
  "amount",
  "__proto__",
  "constructor",
]

const KEYS = [
  ...NAMES,
  "token[]",
  "token[0]",
  "token[length]",
  "session[]",
  "session[$ne]",
  "Token",
  "SESSION",
  "token ",
  "token\0",
  "__proto__[token]",
  "constructor[prototype][token]",
]

/** All an attacker may have seen of the sales, right and almost right; no secret. */
function names(known: Known): string[] {
  return [...salesOf(known).flatMap(idsOf), known.paymentId]
}

/** A secret that opens nothing where it is tried: another sale's, or one that is almost right. */
export function wrongSecret(known: Known): Arbitrary<string> {
  const token = fc.constantFrom(...salesOf(known).map(({ token }) => token))
  return fc.oneof(token, token.chain(almost), word(names(known)))
}

/** True unless a session and its own secret are both in it somewhere: then it is QPay's word, not a forgery. */
export function isForged(known: Known, request: Request): boolean {
  const said = `${request.target} ${request.body?.toString("utf8") ?? ""}`
  const words = new Set(decode(said).split(/[^\w-]+/))
  return salesOf(known).every(({ session, token }) => !(words.has(session.id) && words.has(token)))
}

function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replace(/%/g, ""), "hex").toString("utf8"))
}

export function query(known: Known): Arbitrary<string> {
  const pair = fc
    .constantFrom(...KEYS)
    .chain((key) =>
      fc.tuple(spelled(fc.constant(key)), spelled(/token/i.test(key) ? wrongSecret(known) : word(names(known))))
    )
    .chain(([key, text]) => fc.constantFrom(`${key}=${text}`, `${key}=${text}`, `${key}==${text}`, key))
  // Most knocks name a session and bring a secret, so that they come as far as the comparison.
  const session = fc.constantFrom(...salesOf(known).map((sale) => sale.session.id))
  const real = fc.tuple(spelled(session), spelled(wrongSecret(known))).map(([a, b]) => `session=${a}&token=${b}`)
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(real, fc.array(pair, { maxLength: 3 })).map(([a, b]) => [a, ...b].join("&")) },
    { weight: 2, arbitrary: fc.array(pair, { minLength: 1, maxLength: 6 }).map((pairs) => pairs.join("&")) },
    { weight: 1, arbitrary: fc.constantFrom("&", "=", "&&=&", "%", "?", "token", "x".repeat(6000)) }
  )
}

export function knockByGet(known: Known): Arbitrary<Request> {
  const door = fc.constantFrom("/webhooks/qpay", "/webhooks/qpay", "/webhooks/qpay/", "/WebHooks/QPay")
  return fc.tuple(door, query(known)).map(([at, text]) => ({ method: "GET", target: `${at}?${text}` }))
}

const TYPES = [
  "application/json",
  "application/json; charset=utf-16",
  "application/json; charset=bogus",
  "application/x-www-form-urlencoded",
  "text/plain",
  "multipart/form-data; boundary=x",
  "application/octet-stream",
  "",
]

/** A body of any kind: good JSON with hostile content, broken JSON, wrong encodings, none, too much. */
export function body(known: Known): Arbitrary<Pick<Request, "headers" | "body">> {
  const words = [...names(known), ...salesOf(known).map(({ token }) => token)]
  const json = entries(fc.constantFrom(...NAMES), value(words, NAMES)).map((object) => JSON.stringify(object))
  const text = fc.oneof(
    { weight: 8, arbitrary: json.map((good) => Buffer.from(good)) },
    { weight: 1, arbitrary: json.map((good) => Buffer.from(good.slice(0, -1))) },
    {
      weight: 1,
      arbitrary: json.map((good) => Buffer.concat([Buffer.from(good.slice(0, -2)), Buffer.from([0xff, 0xc0, 0xaf])])),
    },
    { weight: 1, arbitrary: query(known).map((form) => Buffer.from(form, "latin1")) },
    { weight: 1, arbitrary: abyss.map((deep) => Buffer.from(deep)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("", "null", "[]", "1", '"x"', "{", "[[[", "\ufeff{}").map((odd) => Buffer.from(odd)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) }
  )
  return fc
    .tuple(
      text,
      fc.oneof({ weight: 6, arbitrary: fc.constant(TYPES[0]) }, { weight: 1, arbitrary: fc.constantFrom(...TYPES) })
    )
    .map(([bytes, type]) => ({ body: bytes, headers: type ? [["content-type", type]] : [] }))
}

/** A body of any kind, and now and then a query beside it. */
export function knockByPost(known: Known): Arbitrary<Request> {
  const door = fc.constant("/webhooks/qpay")
  const both = query(known).map((text) => `/webhooks/qpay?${text}`)
  return fc
    .oneof({ weight: 3, arbitrary: door }, { weight: 1, arbitrary: both })
    .chain((target) => posted(known, target))
}

export function posted(known: Known, target: string): Arbitrary<Request> {
  return body(known).map((what) => ({ method: "POST", target, ...what }))
}

/** Any path below `before`, with what an attacker knows or makes up in its place. */
export function path(known: Known, method: string, before: string, after = ""): Arbitrary<Request> {
  return spelled(word(names(known)))
    .filter(isReadable)
    .map((text) => ({ method, target: before + text + after }))
}

/** Medusa answers 500 to an address that is no UTF-8, on each of its doors, before any route is asked. */
function isReadable(part: string): boolean {
  try {
    return decodeURIComponent(part) !== undefined
  } catch {
    return false
  }
}

/** PostgreSQL stores neither a null character nor half a surrogate pair; Medusa answers 500 to them on its own doors. */
export function isStorable(text: string): boolean {
  return !/\0|\\u0000|%00|\\ud[89a-f]/i.test(text)
}

/** Too long, or saying that it is packed, cut or long in a way it is not. */
export function tooMuch(known: Known, target: string): Arbitrary<Request> {
  const json: [string, string] = ["content-type", "application/json"]
  const long = fc
    .constantFrom(110_000, 1_000_000, 4_000_000)
    .map((size): Request => ({ method: "POST", target, headers: [json], body: Buffer.alloc(size, `{"a":"`) }))
  const packed = fc.constantFrom("gzip", "deflate", "br", "bogus").chain((coding) =>
    body(known).map((odd): Request => ({
      method: "POST",
      target,
      ...odd,
      headers: [json, ["content-encoding", coding]],
    }))
  )
  const chunks = fc
    .constantFrom("zz\r\nx\r\n0\r\n\r\n", "ffffffffffffffffff\r\n", "5\r\n{}\r\n0\r\n\r\n")
    .map((odd): Request => ({
      method: "POST",
      target,
      headers: [json, ["transfer-encoding", "chunked"]],
      body: Buffer.from(odd),
    }))
  return fc.oneof(long, packed, chunks)
}
