// Does the server grow with what strangers send it, or with what QPay makes it renew? Heap after garbage collection,
// block by block, in turn with requests that core answers alone.
import crypto from "node:crypto"
import { prepare, PROVIDERS } from "./checkout.mjs"
import { median, summary } from "./statistics.mjs"

const FULL = { warmUp: 2, rounds: 6, least: 4, requests: 200, logins: 30, budgetMs: 30_000 }
const QUICK = { warmUp: 1, rounds: 3, least: 2, requests: 100, logins: 10, budgetMs: 10_000 }

export async function measure(store, { quick }) {
  const size = quick ? QUICK : FULL
  await store.restart()
  const live = await prepare(store, PROVIDERS.qpay)
  const headers = { "x-publishable-api-key": store.seeded.publishable_key }
  const random = () => crypto.randomBytes(12).toString("hex")
  const ask = async (path, expected, options) => {
    const answer = await fetch(store.url + path, options)
    await answer.arrayBuffer()
    if (answer.status !== expected) throw new Error(`${path} answered ${answer.status}, not ${expected}`)
  }
  const post = (body) => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  const check = `/store/qpay/payment-sessions/${live.session.id}/check`
  const many = (work) => async () => {
    for (let n = 0; n < size.requests; n++) await work()
    return size.requests
  }
  const kinds = {
    "core's own: GET /health": many(() => ask("/health", 200)),
    "core's own: GET /store/regions/unknown": many(() => ask(`/store/regions/reg_${random()}`, 404, { headers })),
    "callbacks of unknown sessions": many(() =>
      ask(`/webhooks/qpay?session=payses_${random()}&token=${random()}`, 200)
    ),
    "hints of unknown invoices": many(() => ask("/webhooks/qpay", 200, post({ invoice_id: random() }))),
    "status of unknown sessions": many(() => ask(`/store/qpay/payment-sessions/payses_${random()}`, 404, { headers })),
    '"I have paid", throttled': many(() => ask(check, 200, { method: "POST", headers })),
    "log-ins after dead tokens": () => renewTokens(store, size.logins),
  }
  const samples = Object.fromEntries(Object.keys(kinds).map((name) => [name, []]))
  const began = performance.now()
  for (let round = 0; round < size.warmUp + size.rounds; round++) {
    if (round >= size.warmUp + size.least && performance.now() - began > size.budgetMs) break
    for (const [name, work] of Object.entries(kinds)) {
      await store.probe("idle")
      const before = await store.probe("memory")
      const count = await work()
      await store.probe("idle")
      const after = await store.probe("memory")
      if (round >= size.warmUp) samples[name].push((after.heapUsed - before.heapUsed) / count)
    }
  }
  const { heapUsed, rss } = await store.probe("memory")
  return {
    title: "Heap kept per request, after garbage collection (bytes)",
    columns: ["blocks", "median", "p95", "min", "max", "sum"],
    rows: Object.entries(samples).map(([label, bytes]) => {
      const { n, p95, min, max } = summary(bytes)
      return { label, values: [n, ...[median(bytes), p95, min, max, bytes.reduce((a, b) => a + b, 0)].map(Math.round)] }
    }),
    notes: [
      `Blocks of ${size.requests} requests, of ${size.logins} log-ins. At the end: heap ${(heapUsed / 1e6).toFixed(0)} MB, RSS ${(rss / 1e6).toFixed(0)} MB.`,
      "One token per account, and the throttle is a column in the database: nothing may keep more than core's own requests do.",
    ],
    samples,
  }
}

/** Each token is killed at QPay and the next call has to log in again. */
async function renewTokens({ probe, qpay }, count) {
  await qpay("DELETE", "/_sim/calls")
  for (let n = 0; n < count; n++) {
    await qpay("POST", "/_sim/tokens/kill", {})
    await probe("reconcile")
  }
  const { calls } = await qpay("GET", "/_sim/calls")
  const logins = calls.filter(({ endpoint }) => endpoint === "token").length
  if (logins !== count) throw new Error(`${count} dead tokens led to ${logins} log-ins`)
  return logins
}
