// Loaded into the Medusa process before Medusa (node --import): counts SQL, tells CPU and memory, and runs core's
// payment workflow in the process. Changes nothing of what it watches. Its door is BENCH_PROBE_PORT on loopback.
import http from "node:http"
import { createRequire } from "node:module"
import { setTimeout as sleep } from "node:timers/promises"
import v8 from "node:v8"
import vm from "node:vm"

const require = createRequire(import.meta.url)
const { Client } = require("pg")

v8.setFlagsFromString("--expose-gc")
const gc = vm.runInNewContext("gc")

const sql = { statements: 0, inFlight: 0, lastAt: performance.now() }
const query = Client.prototype.query
Client.prototype.query = function (config, ...rest) {
  sql.statements++
  sql.inFlight++
  const done = () => {
    sql.inFlight--
    sql.lastAt = performance.now()
  }
  const callback = rest.at(-1)
  if (typeof callback === "function") {
    rest[rest.length - 1] = (...answer) => {
      done()
      callback(...answer)
    }
    return query.call(this, config, ...rest)
  }
  const answer = query.call(this, config, ...rest)
  answer?.then?.(done, done)
  return answer
}

/** Subscribers go on after the answer is out: nothing is measured until they have been quiet for a while. */
async function idle({ quietMs = 150 }) {
  while (sql.inFlight > 0 || performance.now() - sql.lastAt < quietMs) await sleep(10)
  return { lastAt: performance.timeOrigin + sql.lastAt }
}

function counters() {
  const { user, system } = process.cpuUsage()
  return { statements: sql.statements, cpuMs: (user + system) / 1000 }
}

function memory() {
  for (let pass = 0; pass < 3; pass++) gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heapUsed, external }
}

/** Core's process-payment workflow exactly as a webhook of core's own runs it, without the wait and the HTTP. */
async function floor({ session_id, amount }) {
  const { container } = require("@medusajs/framework")
  const engine = container.resolve("workflows")
  const began = performance.now()
  const run = await engine.run("process-payment-workflow", {
    input: { action: "captured", data: { session_id, amount } },
    throwOnError: false,
  })
  const ms = performance.now() - began
  return { ms, errors: (run.errors ?? []).map(({ error }) => error?.message ?? String(error)) }
}

/**
 * One run of the job: what it did, what it cost, and how far the heap rose above its start.
 * @param collect false: garbage included, and nothing is collected first, because that throws compiled code away and the
 * run would pay for it. true: what lives, collected before and each second; for a long run
 */
async function reconcile({ collect = false }) {
  const { container } = require("@medusajs/framework")
  const { reconcile: run } = require("../../src/settlement/reconcile")
  const heap = () => {
    if (collect) gc()
    return process.memoryUsage().heapUsed
  }
  const start = heap()
  const before = counters()
  let peak = start
  const look = () => (peak = Math.max(peak, heap()))
  const watch = setInterval(look, collect ? 1_000 : 50)
  const began = performance.now()
  // 0: its turn is now, whatever the setting says; and time enough for all of it on a slow machine.
  const report = await run(container, { everySeconds: 0, withinMs: 600_000 })
  const ms = performance.now() - began
  clearInterval(watch)
  const { statements, cpuMs } = counters()
  look()
  return {
    ms,
    report,
    statements: statements - before.statements,
    cpuMs: cpuMs - before.cpuMs,
    peakHeap: peak - start,
    rss: process.memoryUsage().rss,
  }
}

const doors = {
  idle,
  counters,
  memory,
  floor,
  reconcile,
}

http
  .createServer(async (request, response) => {
    let body = ""
    for await (const part of request) body += part
    const answer = (status, value) => response.writeHead(status).end(JSON.stringify(value))
    const door = doors[request.url.slice(1)]
    if (!door) return answer(404, { error: "no such door" })
    try {
      answer(200, await door(body ? JSON.parse(body) : {}))
    } catch (error) {
      answer(500, { error: error.stack })
    }
  })
  .listen(Number(process.env.BENCH_PROBE_PORT), "127.0.0.1")
  .unref()
