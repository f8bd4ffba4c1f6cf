import fc, { type Arbitrary } from "fast-check"
import { value, word } from "./words"

/** What a careful reader takes from one row. */
export interface Fact {
  id: string
  status: string
  /** Millionths of a tugrik; null: a number, but no sum of money. */
  sum: bigint | null
  currency: string | null
}

/** An answer to payment/check: what goes over the wire, and what it says. Null: nothing that can be understood. */
export interface Lie {
  status: number
  body: unknown
  facts: Fact[] | null
}

const ONE = 1_000_000n

/** An amount on the wire with its meaning; undefined: it cannot even be read as a number. */
type Amount = [wire: unknown, meant: bigint | null | undefined]

const amounts: Arbitrary<Amount> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(17000, 16999, 1, 8500).chain(spellings) },
  { weight: 1, arbitrary: fc.nat({ max: 40_000 }).chain(spellings) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Amount>(
      ["16999.999999", 17000n * ONE - 1n],
      ["16999.9999999", 17000n * ONE - 1n],
      [0, 0n],
      ["+17000", 17000n * ONE],
      ["-17000.00", null],
      [-1, null],
      [1e22, null],
      ["9".repeat(25), null]
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<unknown>(
        "",
        " ",
        " 17000",
        "17,000.00",
        "17000.",
        "1.7e4",
        "0x4268",
        "NaN",
        "Infinity",
        "１７０００",
        true,
        null,
        [17000],
        {}
      )
      .map((wire): Amount => [wire, undefined]),
  }
)

function spellings(whole: number): Arbitrary<Amount> {
  const meant = BigInt(whole) * ONE
  return fc.constantFrom<Amount>([whole, meant], [`${whole}`, meant], [`${whole}.00`, meant], [`0${whole}.0`, meant])
}

const STATUSES = ["PARTIAL", "REFUNDED", "NEW", "FAILED", "paid", "PAID ", "APPROVED", "constructor", "__proto__"]
const CURRENCIES = ["MNT", "MNT", "MNT", null, undefined, "USD", "mnt", ""]
/** Texts that decide nothing and must not be in the way. */
const MORE = [{}, { payment_type: "P2P" }, { payment_type: "CARD" }, { trx_fee: "170.00" }, { payment_wallet: "a\0b" }]

const mostly = <T>(good: Arbitrary<T>, ...odd: unknown[]): Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...odd) })

const row = fc
  .record({
    // Few ids, so that one payment is listed twice, or changes.
    id: mostly(fc.constantFrom("1", "2", "3"), "", null, 7, ["1"]),
    status: mostly(fc.oneof(fc.constant("PAID"), fc.constantFrom(...STATUSES)), "", null, 1, ["PAID"]),
    amount: amounts,
    currency: mostly(fc.constantFrom(...CURRENCIES), 7, ["MNT"]),
    more: fc.constantFrom(...MORE),
  })
  .map(({ id, status, amount: [wire, sum], currency, more }) => ({
    wire: { ...more, payment_id: id, payment_status: status, payment_amount: wire, payment_currency: currency },
    fact:
      isText(id) && isText(status) && sum !== undefined && (currency == null || typeof currency === "string")
        ? { id, status, sum, currency: currency ?? null }
        : null,
  }))

const isText = (text: unknown): text is string => typeof text === "string" && text !== ""

/** Rows as documented or nearly so; what is counted and summed beside them may be anything, and proves nothing. */
const listed: Arbitrary<Lie> = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 4 }),
    count: mostly(fc.constantFrom(undefined, 0, 1, 250, 1e15), -1, 1.5, "2", null),
    paid: mostly(fc.constantFrom(undefined, 0, 17000, "17000.00", "", null, -5), "lots", {}),
  })
  .map(({ rows, count = rows.length, paid }) => {
    const readable = Number.isSafeInteger(count) && (count as number) >= 0 && paid !== "lots" && !isObject(paid)
    const facts = rows.map(({ fact }) => fact)
    return {
      status: 200,
      body: { count, paid_amount: paid, rows: rows.map(({ wire }) => wire) },
      facts: readable && facts.every((fact) => fact !== null) ? facts : null,
    }
  })

const isObject = (value: unknown) => typeof value === "object" && value !== null

/** No answer at all: pages, broken JSON, something of another endpoint, far too much. */
const noise: Arbitrary<Lie> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom<unknown>(
        "",
        "<html>SUCCESS</html>",
        "PAID",
        "null",
        "17000",
        "{}",
        '{"rows":[]',
        "{".repeat(50_000),
        "[".repeat(50_000)
      ),
      fc.constant<unknown>(`{"count":1,"rows":[],"x":"${"x".repeat(5_000_000)}"}`),
      value(["PAID", "17000"], ["rows", "count", "paid_amount", "payment_status"])
    ),
    fc.constantFrom(200, 200, 200, 201, 400, 404, 422)
  )
  .map(([body, status]) => ({ body, status, facts: null }))

export const lie: Arbitrary<Lie> = fc.oneof({ weight: 5, arbitrary: listed }, { weight: 1, arbitrary: noise })

const ADDRESSES = [
  "https://s.qpay.mn/abc",
  "http://s.qpay.mn/abc",
  "javascript:alert(1)",
  "JaVaScRiPt://%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "//evil.example",
  "khanbank://q?qPay_QRcode=1",
  "intent://x#Intent;end",
  "https://x\r\ny",
]

/** An answer to POST /v2/invoice; `taken` are ids of invoices that exist already. */
export function created(taken: readonly string[]): Arbitrary<unknown> {
  const texts = word([...taken, "", "000201010211", "data:image/png;base64,AAAA"])
  const link = fc.oneof(fc.constantFrom(...ADDRESSES), texts)
  const good = fc.record(
    {
      invoice_id: mostly(fc.oneof(fc.uuid(), fc.constantFrom(...taken), texts), 7, null, {}),
      qr_text: mostly(texts, 7, "1".repeat(5000)),
      qr_image: mostly(texts, null, 7),
      qPay_shortUrl: mostly(link, null, 7),
      urls: mostly(
        fc.array(fc.record({ name: texts, description: texts, logo: link, link }), { maxLength: 3 }),
        null,
        "x"
      ),
    },
    { requiredKeys: ["invoice_id", "qr_text"] }
  )
  return fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: noise.map(({ body }) => body) })
}

/** An answer to POST /v2/auth/token. */
export const token: Arbitrary<unknown> = fc.oneof(
  fc.record({
    access_token: mostly(word(["x", "a b", "a\r\nX-Injected: 1"]), 7, null),
    refresh_token: mostly(fc.constantFrom("r", "", "\r\n"), 7, null),
    expires_in: fc.constantFrom<unknown>(0, -1, 1e20, 1.5, "soon", "86400", null),
    refresh_expires_in: fc.constantFrom<unknown>(0, -1, 1e20, "x", null),
  }),
  noise.map(({ body }) => body)
)
