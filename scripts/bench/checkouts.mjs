// Whole checkouts and completions per second, one after the other and several at once.
import { complete, mustBeOrders, pay, prepare, PROVIDERS } from "./checkout.mjs"
import { median, ratio, summary } from "./statistics.mjs"

const FULL = { concurrency: [1, 2, 4], block: 8, rounds: 8, least: 4, budgetMs: 300_000 }
const QUICK = { concurrency: [1, 2], block: 4, rounds: 1, least: 1, budgetMs: 0 }

/** How each way ends: the money, then what makes the order. `finish` answers when the storefront knows of the order. */
const WAYS = {
  manual: { label: "manual provider", provider: PROVIDERS.manual, finish: complete },
  qpay: { label: "QPay, storefront completes", provider: PROVIDERS.qpay, pay, finish: complete },
  callback: { label: "QPay, callback completes", provider: PROVIDERS.qpay, finish: payAndSee },
}

async function payAndSee(store, prepared) {
  await pay(store, prepared, "send")
  const { payment_session } = await store.shop("GET", `/store/qpay/payment-sessions/${prepared.session.id}`)
  if (payment_session.status !== "order_placed") throw new Error(`after the callback: ${payment_session.status}`)
}

export async function measure(store, { quick }) {
  const size = quick ? QUICK : FULL
  const blocks = []
  const began = performance.now()
  for (const way of Object.values(WAYS)) await run(store, way, 2, 16) // warm-up: later rounds are not faster
  for (let round = 0; round < size.rounds; round++) {
    if (round >= size.least && performance.now() - began > size.budgetMs) break
    for (const concurrency of size.concurrency) {
      const names = Object.keys(WAYS)
      for (let turn = 0; turn < names.length; turn++) {
        const name = names[(round + turn) % names.length]
        blocks.push({ round, name, concurrency, ...(await run(store, WAYS[name], concurrency, size.block)) })
      }
    }
  }

  const of = (name, concurrency) => blocks.filter((one) => one.name === name && one.concurrency === concurrency)
  const rows = Object.entries(WAYS).flatMap(([name, { label }]) =>
    size.concurrency.map((concurrency) => {
      const own = of(name, concurrency)
      const { n, median: full, min, max, sd } = summary(own.map((one) => one.fullPerSecond))
      const latency = summary(own.flatMap((one) => one.latencies))
      return {
        label: `${label}, ${concurrency} at once`,
        values: [
          n,
          full,
          min,
          max,
          sd,
          median(own.map((one) => one.finishedPerSecond)),
          latency.median,
          latency.p95,
          median(own.map((one) => one.cpuMs)),
        ],
      }
    })
  )
  // Blocks of one round and concurrency were run next to each other.
  const paired = (name, value) => size.concurrency.flatMap((concurrency) => of(name, concurrency).map(value))
  const against = (name, what, value, target) => ({
    label: `${name} / manual, ${what}`,
    ...ratioOfPairs(paired(name, value), paired("manual", value)),
    target,
  })
  const full = (one) => one.fullPerSecond
  const finished = (one) => one.finishedPerSecond
  const cpu = (one) => one.cpuMs
  return {
    title: `Checkouts per second (blocks of ${size.block})`,
    columns: ["blocks", "full/s", "min", "max", "sd", "finish/s", "median", "p95", "CPU"],
    rows,
    ratios: [
      against("qpay", "full checkouts", full, { least: 0.9 }),
      against("callback", "full checkouts", full),
      against("qpay", "completions", finished),
      against("callback", "completions", finished),
      against("qpay", "CPU per checkout", cpu),
      against("callback", "CPU per checkout", cpu),
    ],
    notes: [
      "full: cart, delivery, collection, session, payment, order. finish: of prepared carts, the last step alone, with its latency in ms.",
      "A callback runs core's payment workflow, which costs more than complete does (npm run bench -- callback): no target here.",
      "QPay's own work is left out: it draws one picture for all, and paying in the bank's app is not counted.",
      "CPU: milliseconds of the server's process per checkout. A block ends when the server has nothing left to do.",
    ],
    samples: blocks,
  }
}

/** Samples of different concurrencies have different sizes: each is compared with its own neighbour. */
function ratioOfPairs(candidate, base) {
  const quotients = candidate.map((value, n) => value / base[n])
  return ratio(
    quotients,
    quotients.map(() => 1)
  )
}

async function run(store, way, concurrency, block) {
  await store.probe("idle")
  const before = await store.probe("counters")
  const carts = []
  const latencies = []
  const preparing = await lap(store, concurrency, block, async () => carts.push(await prepare(store, way.provider)))
  // In the bank's app: QPay's time, not the shop's.
  if (way.pay) await lap(store, concurrency, block, (n) => way.pay(store, carts[n]))
  const finishing = await lap(store, concurrency, block, async (n) => {
    const began = performance.now()
    await way.finish(store, carts[n])
    latencies.push(performance.now() - began)
  })
  const after = await store.probe("counters")
  await mustBeOrders(store, carts)
  return {
    fullPerSecond: (1000 * block) / (preparing + finishing),
    finishedPerSecond: (1000 * block) / finishing,
    cpuMs: (after.cpuMs - before.cpuMs) / block,
    latencies,
  }
}

/** Milliseconds until all is done and the server, its subscribers included, has come to rest. */
async function lap(store, concurrency, count, work) {
  const began = performance.timeOrigin + performance.now()
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const ended = performance.timeOrigin + performance.now()
  const { lastAt } = await store.probe("idle")
  return Math.max(ended, lastAt) - began
}
