// From QPay's knock to the order, against core doing the same for a provider that has nothing to ask.
import { setTimeout as sleep } from "node:timers/promises"
import { complete, knock, knockUrl, mustBeOrders, pay, prepare, PROVIDERS } from "./checkout.mjs"
import { interleave, timed } from "./interleave.mjs"
import { median, ratio, summary } from "./statistics.mjs"

const FULL = { warmUp: 4, rounds: 40, least: 12, budgetMs: 80_000, hooks: 3 }
const QUICK = { warmUp: 2, rounds: 6, least: 4, budgetMs: 20_000, hooks: 1 }

const LABELS = {
  floor: "core's payment workflow, in process",
  callback: "QPay's callback, over HTTP",
  manual: "complete, manual provider",
  captured: "complete, a provider that captures",
  qpay: "complete, QPay (callback lost)",
}

export async function measure(store, { quick }) {
  const size = quick ? QUICK : FULL
  const cart = (provider) => () => prepare(store, provider)
  const paidCart = async () => {
    const prepared = await prepare(store, PROVIDERS.qpay)
    const { payment_ids } = await pay(store, prepared)
    return { ...prepared, url: await knockUrl(store, prepared, payment_ids[0]) }
  }
  const completed = (prepared) => timed(() => complete(store, prepared))
  const kinds = {
    floor: { prepare: cart(PROVIDERS.standIn), run: (prepared) => floor(store, prepared) },
    callback: { prepare: paidCart, run: ({ url }) => timed(() => knock(url)) },
    manual: { prepare: cart(PROVIDERS.manual), run: completed },
    captured: { prepare: cart(PROVIDERS.standIn), run: completed },
    qpay: { prepare: paidCart, run: completed },
  }
  const samples = await interleave(store, kinds, size)
  for (const { prepared } of Object.values(samples)) await mustBeOrders(store, prepared)
  const hooks = []
  for (let n = 0; n < size.hooks; n++) hooks.push(await builtInHook(store))

  const row = (label, ms, cpu, statements) => {
    const { n, median: middle, p95, min, max, sd } = summary(ms)
    return { label, values: [n, middle, p95, min, max, sd, cpu && median(cpu), statements && median(statements)] }
  }
  const against = (name, base, target) => ({
    label: `${name} / ${base}`,
    ...ratio(samples[name].ms, samples[base].ms),
    target,
  })
  const cpuAgainst = (name, base) => ({
    label: `${name} / ${base}, CPU`,
    ...ratio(samples[name].cpu, samples[base].cpu),
  })
  return {
    title: "To the order (milliseconds)",
    columns: ["n", "median", "p95", "min", "max", "sd", "CPU", "SQL"],
    rows: [
      ...Object.entries(samples).map(([name, { ms, cpu, statements }]) => row(LABELS[name], ms, cpu, statements)),
      row("core's webhook route (waits 5 s)", hooks),
    ],
    ratios: [
      against("callback", "floor", { most: 1.3 }),
      cpuAgainst("callback", "floor"),
      against("qpay", "manual"),
      cpuAgainst("qpay", "manual"),
      against("captured", "manual"),
    ],
    notes: ["CPU: of the server's process, SQL: statements; both with what goes on after the answer."],
    samples: { ...withoutCarts(samples), hooks },
  }
}

async function floor(store, { session }) {
  const { ms, errors } = await store.probe("floor", { session_id: session.id, amount: session.amount })
  if (errors.length) throw new Error(`core's workflow failed: ${errors.join("; ")}`)
  return ms
}

/** From the POST to core's own route until the order is in the database. */
async function builtInHook(store) {
  const { cartId, session } = await prepare(store, PROVIDERS.standIn)
  await store.probe("idle")
  const provider = PROVIDERS.standIn.replace(/^pp_/, "")
  const began = performance.now()
  const body = JSON.stringify({ session_id: session.id, amount: session.amount })
  const answer = await fetch(`${store.url}/hooks/payment/${provider}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  })
  if (!answer.ok) throw new Error(`core's webhook route answered ${answer.status}`)
  while (performance.now() - began < 20_000) {
    const { rowCount } = await store.db.query("select 1 from order_cart where cart_id = $1", [cartId])
    if (rowCount) return performance.now() - began
    await sleep(5)
  }
  throw new Error("core's webhook route placed no order in 20 s")
}

function withoutCarts(samples) {
  return Object.fromEntries(Object.entries(samples).map(([name, { prepared: _, ...numbers }]) => [name, numbers]))
}
