// What one run of the reconcile job costs, by the number of open invoices: with nothing new, and with new payments
// whose callbacks were all lost.
import { mustBeOrders, pay, prepare, PROVIDERS } from "./checkout.mjs"
import { median, ratio, summary } from "./statistics.mjs"

/** The ends are also run with that many newly paid invoices; what lies between shows how the rest grows. */
const FULL = { open: [100, 1_000, 10_000, 100_000], paid: 50, emptyRuns: 12 }
const QUICK = { open: [100, 10_000], paid: 6, emptyRuns: 5 }
const MB = 1024 * 1024

export async function measure(store, { quick }) {
  const size = quick ? QUICK : FULL
  await store.restart()
  await warmUp(store)
  const results = []
  for (const open of size.open) {
    const atEnd = open === size.open[0] || open === size.open.at(-1)
    results.push({ open, ...(await measureOne(store, open, { ...size, paid: atEnd ? size.paid : 0 })) })
  }
  const [smallest] = results
  const largest = results.at(-1)
  const label = ({ open }) => `${open.toLocaleString("en-US")} open`
  const ms = (runs) => runs.map((run) => run.ms)
  const mb = (bytes) => bytes / MB
  const rowOf = (text, runs) => {
    const { n, median: middle, p95, sd } = summary(ms(runs))
    const middleOf = (key) => median(runs.map((run) => run[key]))
    const last = runs.at(-1)
    const memory = [mb(middleOf("peakHeap")), mb(last.rss)]
    return {
      label: text,
      values: [n, middle, p95, sd, middleOf("cpuMs"), middleOf("statements"), calls(last), ...memory],
    }
  }
  const cpu = (runs) => runs.map((run) => run.cpuMs)
  return {
    title: "One run of the reconcile job (milliseconds)",
    columns: ["n", "median", "p95", "sd", "CPU", "SQL", "calls", "heap MB", "RSS MB"],
    rows: results.flatMap((result) => [
      rowOf(`${label(result)}, nothing new`, result.empty),
      ...(result.loaded ? [rowOf(`${label(result)}, ${size.paid} newly paid`, [result.loaded])] : []),
    ]),
    ratios: [
      { label: `nothing new, ${label(largest)} / ${label(smallest)}`, ...ratio(ms(largest.empty), ms(smallest.empty)) },
      { label: "the same, CPU", ...ratio(cpu(largest.empty), cpu(smallest.empty)) },
      { label: `${size.paid} newly paid, the same, CPU`, ...lone(largest.loaded.cpuMs / smallest.loaded.cpuMs) },
      { label: "heap that lives in that run, MB", ...lone(mb(largest.loaded.peakHeap)), target: { most: 50 } },
    ],
    notes: [
      "calls: to QPay (list, zone proof, check), log-ins left out. heap: peak above the start; garbage included where nothing is new.",
      `${size.paid} newly paid become ${size.paid} orders in the run, about as long as as many callbacks.`,
    ],
    samples: results,
  }
}

const lone = (value) => ({ ratio: value })

function calls({ calls: counts }) {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** A fresh process compiles while it places its first orders. The last cart stays open: the model for all others. */
async function warmUp(store) {
  for (let n = 0; n < 16; n++) await pay(store, await prepare(store, PROVIDERS.qpay))
  await prepare(store, PROVIDERS.qpay)
  for (let n = 0; n < 3; n++) await run(store)
}

async function measureOne(store, open, { paid, emptyRuns }) {
  await store.qpay("POST", "/_sim/reset", {}) // a QPay that lists no payment of before
  const carts = []
  for (let n = 0; n < paid; n++) carts.push(await prepare(store, PROVIDERS.qpay))
  await fill(store.db, open - paid - 1)
  await run(store) // logs in again
  const empty = []
  for (let n = 0; n < emptyRuns; n++) empty.push(await run(store))

  for (const cart of carts) await pay(store, cart)
  const loaded = paid ? await run(store, { collect: true }) : null
  if (loaded && loaded.report.settled !== paid) {
    throw new Error(`of ${paid} payments ${loaded.report.settled ?? 0} were settled: ${JSON.stringify(loaded.report)}`)
  }
  await mustBeOrders(store, carts)
  await store.db.query(`delete from qpay_invoice where id like '${FILLER}%'`)
  return { empty, loaded }
}

async function run(store, how = {}) {
  await store.probe("idle")
  await store.qpay("DELETE", "/_sim/calls")
  const done = await store.probe("reconcile", how)
  const counts = {}
  for (const { endpoint } of (await store.qpay("GET", "/_sim/calls")).calls) {
    if (endpoint !== "token" && endpoint !== "refresh") counts[endpoint] = (counts[endpoint] ?? 0) + 1
  }
  return { ...done, calls: counts }
}

export const FILLER = "qpinv_bench_"

/** Open invoices as the plugin writes them, each a copy of a real one with names of its own, issued in the last hour. */
export async function fill(db, count) {
  await db.query(
    `insert into qpay_invoice
     select filled.* from qpay_invoice model, generate_series(1, $1::int) n,
       jsonb_populate_record(model, jsonb_build_object(
         'id', '${FILLER}' || n, 'payment_session_id', 'payses_bench_' || n, 'issued_session_id', 'payses_bench_' || n,
         'payment_collection_id', 'pay_col_bench_' || n, 'cart_id', 'cart_bench_' || n,
         'sender_invoice_no', 'payses_bench_' || n, 'pay_token', 'link_bench_' || n, 'invoice_id', gen_random_uuid(), 'public_data', null,
         'created_at', now() - (n % 3000) * interval '1 second')) filled
      where model.id = (select id from qpay_invoice where state = 'open' and id not like '${FILLER}%' order by id desc limit 1)`,
    [count]
  )
  await db.query("analyze qpay_invoice")
}
