// What staff wait for: the lists of the admin page with a thousand invoices and with a hundred thousand, turn by turn.
import { pay, prepare, PROVIDERS } from "./checkout.mjs"
import { median, ratio, summary } from "./statistics.mjs"

const FULL = { few: 1_000, many: 100_000, rounds: 25 }
const QUICK = { few: 1_000, many: 20_000, rounds: 8 }
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const DAY_MS = 86_400_000
const AT_ONCE = 5_000

export async function measure(store, { quick }) {
  const size = quick ? QUICK : FULL
  await store.restart()
  const cart = await prepare(store, PROVIDERS.qpay)
  await pay(store, cart, "send")
  const model = (await store.db.query("select * from qpay_invoice order by id desc limit 1")).rows[0]

  const samples = {}
  for (const [name, count] of Object.entries({ few: size.few, many: size.many })) {
    await fill(store.db, model, count)
    samples[name] = await lists(store, size.rounds)
    await empty(store.db)
  }
  const names = Object.keys(samples.many)
  const label = (count) => `${count.toLocaleString("en-US")} invoices`
  const rowsOf = (count, set) =>
    names.map((name) => {
      const { n, median: middle, p95, sd } = summary(set[name])
      return { label: `${name}, ${label(count)}`, values: [n, middle, p95, sd] }
    })
  return {
    title: "Staff's lists, as the admin page asks for them (milliseconds)",
    columns: ["n", "median", "p95", "sd"],
    rows: [...rowsOf(size.few, samples.few), ...rowsOf(size.many, samples.many)],
    ratios: [
      ...names.map((name) => ({
        label: `${name}, many / few`,
        ...ratio(samples.many[name], samples.few[name]),
        ...(name === TOTALS ? {} : { target: { most: 2 } }),
      })),
      {
        label: `slowest median of the lists at ${label(size.many)}, ms`,
        ratio: Math.max(...names.filter((name) => name !== TOTALS).map((name) => median(samples.many[name]))),
        target: { most: 150 },
      },
    ],
    notes: ["The totals add up the period's invoices, so they grow with it; the page shows them apart from its list."],
    samples,
  }
}

const TOTALS = "totals of 30 days"

/** One round asks each list once. */
async function lists({ staff, db }, rounds) {
  const { rows } = await db.query(`select * from qpay_invoice where ${COPIES} order by id`)
  const some = (n) => rows[(n * 7919) % rows.length]
  const doors = {
    "first page": () => "/invoices?limit=20",
    "a page deep in it": (n) => `/invoices?limit=20&cursor=${rows[Math.floor(rows.length / 4) + n].id}`,
    "a rare state": () => "/invoices?limit=20&state=attention",
    "three states": () => "/invoices?limit=20&state=settled,refunded,paid",
    "a reason": () => "/invoices?limit=20&reason=underpaid",
    "a week": () => `/invoices?limit=20&from=${ago(14)}&to=${ago(7)}`,
    "search by reference": (n) => `/invoices?limit=20&q=${some(n).reference}`,
    "search by payment": (n) => `/invoices?limit=20&q=${some(n).payments[0].payment_id}`,
    "search by order number": () => "/invoices?limit=20&q=1",
    "attention list": () => "/attention?limit=20",
    [TOTALS]: () => `/totals?from=${ago(30)}`,
  }
  const times = Object.fromEntries(Object.keys(doors).map((name) => [name, []]))
  for (let round = -2; round < rounds; round++) {
    for (const [name, path] of Object.entries(doors)) {
      const began = performance.now()
      await staff("GET", `/admin/qpay${path(round + 2)}`)
      if (round >= 0) times[name].push(performance.now() - began)
    }
  }
  return times
}

const ago = (days) => new Date(Date.now() - days * DAY_MS).toISOString()

/** What marks the copies. */
const COPIES = "pay_token like 'link_bench_%'"

/** Mostly paid, some given up, few that need a person: a shop's year. */
function stateOf(n) {
  if (n % 200 === 0) return ["attention", "underpaid"]
  if (n % 100 === 1) return ["refunded", null]
  if (n % 10 === 2) return ["expired", null]
  if (n % 7 === 3) return ["canceled", null]
  return ["settled", null]
}

/** Copies of a real invoice, each with names and a time of its own, over the last ninety days. */
async function fill(db, model, count) {
  const began = Date.now() - 90 * DAY_MS
  for (let from = 0; from < count; from += AT_ONCE) {
    const part = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, m) => {
      const n = from + m
      const time = began + Math.floor((n / count) * 89 * DAY_MS)
      const [state, reason] = stateOf(n)
      const tail = n
        .toString(32)
        .toUpperCase()
        .padStart(8, "0")
        .replace(/[ILOU]/g, "Z")
      return {
        id: `qpinv_${ulid(time, n)}`,
        payment_session_id: `payses_bench_${n}`,
        issued_session_id: `payses_bench_${n}`,
        payment_collection_id: `pay_col_bench_${n}`,
        cart_id: `cart_bench_${n}`,
        order_id: null,
        sender_invoice_no: `payses_bench_${n}`,
        pay_token: `link_bench_${n}`,
        reference: tail,
        invoice_id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
        state,
        reason,
        payments: [{ ...model.payments[0], payment_id: `9${String(n).padStart(14, "0")}` }],
        next_check_at: null,
        created_at: new Date(time).toISOString(),
      }
    })
    await db.query(
      `insert into qpay_invoice select filled.* from qpay_invoice model, jsonb_array_elements($1::jsonb) one,
         jsonb_populate_record(model, one) filled where model.id = $2`,
      [JSON.stringify(part), model.id]
    )
  }
  await db.query(
    `insert into qpay_attention (id, qpay_invoice_id, reason, amount, raw_amount)
     select 'qpatt_' || substr(id, 7), id, 'underpaid', 1000, '{"value":"1000","precision":20}' from qpay_invoice
      where state = 'attention' and ${COPIES}`
  )
  await db.query("analyze qpay_invoice")
  await db.query("analyze qpay_attention")
}

async function empty(db) {
  await db.query(`delete from qpay_attention where qpay_invoice_id in (select id from qpay_invoice where ${COPIES})`)
  await db.query(`delete from qpay_invoice where ${COPIES}`)
  await db.query("vacuum analyze qpay_invoice")
}

/** As Medusa's ids are: in the order of time. */
function ulid(time, n) {
  let text = ""
  for (let left = time; text.length < 10; left = Math.floor(left / 32)) text = DIGITS[left % 32] + text
  let rest = ""
  for (let left = n; rest.length < 16; left = Math.floor(left / 32)) rest = DIGITS[left % 32] + rest
  return text + rest
}
