// Two thousand shoppers with an open page: what their streams cost one process, beside the same pages polling.
import http from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { prepare, PROVIDERS } from "./checkout.mjs"
import { fill, FILLER } from "./reconcile.mjs"
import { median, summary } from "./statistics.mjs"

const FULL = { pages: 2_000, seconds: 10, blocks: 3, polls: 400, pushes: 15 }
const QUICK = { pages: 300, seconds: 4, blocks: 2, polls: 100, pushes: 5 }
/** A polling page asks so often, ms. */
const POLL_MS = 2_000
const AT_ONCE = 50
const MB = 1024 * 1024

export async function measure(store, { quick }) {
  const size = quick ? QUICK : FULL
  await store.restart()
  await prepare(store, PROVIDERS.qpay)
  await fill(store.db, size.pages)
  const ids = Array.from({ length: size.pages }, (_, n) => `payses_bench_${n + 1}`)
  await poll(store, ids, size.polls) // compiled before it is measured

  const rows = { nothing: [], streams: [], polling: [] }
  const memories = []
  const pushes = []
  for (let block = 0; block < size.blocks; block++) {
    rows.nothing.push(await perSecond(store, size.seconds))
    const before = await store.probe("memory")
    const streams = await openAll(store, ids)
    const after = await store.probe("memory")
    memories.push({ heap: after.heapUsed - before.heapUsed, rss: after.rss - before.rss })
    rows.streams.push(await perSecond(store, size.seconds))
    for (let n = 0; n < size.pushes; n++)
      pushes.push(await push(store, streams, ids[(block * size.pushes + n) % ids.length]))
    streams.forEach(({ close }) => close())
    await sleep(1_500)
    rows.polling.push(await polling(store, ids, size))
  }
  await store.db.query(`delete from qpay_invoice where id like '${FILLER}%'`)

  const values = (list) => [
    list.length,
    median(list.map((one) => one.cpuMs)),
    median(list.map((one) => one.statements)),
  ]
  const heap = median(memories.map((one) => one.heap)) / MB
  const rss = median(memories.map((one) => one.rss)) / MB
  const told = summary(pushes)
  const pages = size.pages.toLocaleString("en-US")
  return {
    title: `${pages} open pages on one process, per second`,
    columns: ["blocks", "CPU ms", "SQL"],
    rows: [
      { label: "no page", values: values(rows.nothing) },
      { label: `${pages} streams`, values: values(rows.streams) },
      { label: `${pages} pages polling every ${POLL_MS / 1000} s (computed)`, values: values(rows.polling) },
    ],
    ratios: [
      {
        label: "statements per tick (one a second)",
        ratio: median(rows.streams.map((one) => one.statements)) - median(rows.nothing.map((one) => one.statements)),
        target: { most: 1.2 },
      },
      { label: "heap of all streams, MB", ratio: heap, target: { most: 100 } },
      { label: "RSS of all streams, MB", ratio: rss, target: { most: 100 } },
      {
        label: "CPU, streams / polling",
        ratio: median(rows.streams.map((one) => one.cpuMs)) / median(rows.polling.map((one) => one.cpuMs)),
      },
    ],
    notes: [
      `A change made by another process is told after ${Math.round(told.median)} ms (median of ${told.n}), p95 ${Math.round(told.p95)} ms; one of the same process at once.`,
      `Polling: ${size.polls} answers measured, times ${pages} pages.`,
    ],
    samples: { rows, memories, pushes },
  }
}

/** What the server does by itself in a second. */
async function perSecond(store, seconds) {
  const before = await store.probe("counters")
  await sleep(seconds * 1000)
  const after = await store.probe("counters")
  return { cpuMs: (after.cpuMs - before.cpuMs) / seconds, statements: (after.statements - before.statements) / seconds }
}

/** Some at a time, as shoppers come: two thousand requests in one instant would measure the garbage of that instant. */
async function openAll(store, ids) {
  const agent = new http.Agent({ maxSockets: Infinity })
  const streams = []
  for (let n = 0; n < ids.length; n += AT_ONCE) {
    const some = ids.slice(n, n + AT_ONCE)
    streams.push(...(await Promise.all(some.map((id) => openStream(store, agent, id)))))
  }
  return streams
}

/** Resolves when the first event is there. */
function openStream({ url, seeded }, agent, id) {
  return new Promise((resolve, reject) => {
    const headers = { "x-publishable-api-key": seeded.publishable_key }
    const request = http.get(`${url}/store/qpay/payment-sessions/${id}/events`, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`a stream was answered ${response.statusCode}`))
      let events = 0
      let heard = () => {}
      response.on("data", (chunk) => {
        if (!String(chunk).includes("event: status")) return
        events++
        if (events === 1)
          resolve({ id, next: () => new Promise((done) => (heard = done)), close: () => request.destroy() })
        else heard(performance.now())
      })
    })
    request.once("error", reject)
  })
}

/** @returns ms from another process's change to the page that shows it */
async function push({ db }, streams, id) {
  const stream = streams.find((one) => one.id === id)
  const told = stream.next()
  await db.query("update qpay_invoice set paid_amount = paid_amount + 1 where issued_session_id = $1", [id])
  const began = performance.now()
  return (await told) - began
}

async function poll({ url, seeded }, ids, count) {
  const headers = { "x-publishable-api-key": seeded.publishable_key }
  for (let n = 0; n < count; n++) {
    const answer = await fetch(`${url}/store/qpay/payment-sessions/${ids[n % ids.length]}`, { headers })
    if (!answer.ok) throw new Error(`the status was answered ${answer.status}`)
    await answer.arrayBuffer()
  }
}

/** Measured on some answers, told for all pages. */
async function polling(store, ids, { polls, pages }) {
  const before = await store.probe("counters")
  await poll(store, ids, polls)
  const after = await store.probe("counters")
  const perAnswer = (key) => (after[key] - before[key]) / polls
  const answersPerSecond = pages / (POLL_MS / 1000)
  return { cpuMs: perAnswer("cpuMs") * answersPerSecond, statements: perAnswer("statements") * answersPerSecond }
}
