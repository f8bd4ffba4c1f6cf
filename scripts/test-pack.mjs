// npm run test:pack
// Packs the plugin, installs it in a store of its own outside this repo, and buys something there. Whatever the plugin
// needs and does not bring shows here, and nowhere else.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { readOrder } from "./checkout/order.mjs"
import { purchase } from "./checkout/purchase.mjs"
import { complaints } from "./checkout/verdict.mjs"
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { freePort } from "./lib/ports.mjs"
import { npm, run } from "./lib/run.mjs"
import { step } from "./lib/steps.mjs"
import { onStop } from "./lib/stop-signals.mjs"
import { writeStore } from "./pack/store-files.mjs"
import { writeStorefront } from "./pack/storefront-files.mjs"
import { pack } from "./pack/tarball.mjs"
import { ensureDatabase } from "./postgres/database.mjs"
import { startForRun, stopAfterRun } from "./postgres/test-run.mjs"
import { service } from "./start/service.mjs"

const DATABASE = "qpay_packed"
const ADMIN = { DEMO_ADMIN_EMAIL: "admin@example.com", DEMO_ADMIN_PASSWORD: "supersecret" }
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-store-"))

const { stop, isStopping } = onStop(() => {
  stopAfterRun()
  fs.rmSync(dir, { recursive: true, force: true })
})

function fail(error) {
  if (isStopping()) return
  console.error(`\n${colour.red(error.message ?? error)}`)
  if (error.output) console.error(error.output)
  return stop(1)
}

/** The programs of the store itself, as its owner runs them. */
const inStore = (...command) => npm("exec", "--no", "--", ...command)

async function environment() {
  const simulator = await freePort(4200)
  const port = await freePort(9200)
  const pg = await startForRun()
  await ensureDatabase(pg.url("postgres"), DATABASE, "template0") // the package brings its own migrations
  const env = {
    ...process.env,
    NODE_ENV: "demo",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DATABASE_URL: pg.url(DATABASE),
    HOST: "127.0.0.1",
    PORT: String(port),
    QPAY_USERNAME: "TEST_MERCHANT",
    QPAY_PASSWORD: "123456",
    QPAY_INVOICE_CODE: "TEST_INVOICE",
    QPAY_BASE_URL: `http://127.0.0.1:${simulator}`,
    QPAY_CALLBACK_URL: `http://127.0.0.1:${port}/webhooks/qpay`,
    DEMO_SEED_FILE: path.join(dir, "seed.json"),
    ...ADMIN,
  }
  // npm tells its children which project they belong to; these belong to another one.
  for (const name of Object.keys(env)) if (/^npm_(package|config_local_prefix)/.test(name)) delete env[name]
  delete env.INIT_CWD
  return { env, port, simulator }
}

/** The pay page in a project that has nothing of Medusa. */
async function storefront(tarball) {
  const front = path.join(dir, "storefront")
  writeStorefront(front, tarball)
  const here = { cwd: front }
  await run(...npm("install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"), here)
  await run(process.execPath, ["render.mjs"], here)
  await run(...npm("exec", "--no", "--", "tsc", "-p", "."), here)
}

async function main() {
  await install()
  const tarball = await step("Pack", (note) => pack(dir, note))
  writeStore(dir, tarball)
  await step("Storefront with React 19", () => storefront(tarball))
  const { env, port, simulator } = await step("PostgreSQL", environment)
  const here = { cwd: dir, env }

  await step("Install in a store", () =>
    run(...npm("install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"), here)
  )
  await step("Tables", () => run(...inStore("medusa", "db:migrate", "--skip-scripts"), here))
  await step("Demo data", () => run(...inStore("medusa", "exec", "./src/scripts/seed-demo.ts"), here))

  const qpay = service("packed-simulator", inStore("medusa-payment-qpay", "simulate", "--port", String(simulator)), {
    ...here,
    onDeath: fail,
  })
  const medusa = service("packed-medusa", inStore("medusa", "start"), { ...here, onDeath: fail })
  await step("QPay simulator", () => qpay.ready(`${env.QPAY_BASE_URL}/_sim/settings`))
  await step("Medusa", () => medusa.ready(`http://127.0.0.1:${port}/health`))

  const shop = {
    medusa_url: `http://127.0.0.1:${port}`,
    simulator_url: env.QPAY_BASE_URL,
    store: JSON.parse(fs.readFileSync(env.DEMO_SEED_FILE, "utf8")),
    admin_email: ADMIN.DEMO_ADMIN_EMAIL,
    admin_password: ADMIN.DEMO_ADMIN_PASSWORD,
  }
  await step("Pay page", async () => {
    const page = await fetch(`${shop.medusa_url}/qpay/assets/element.mjs`)
    if (!page.ok || !(await page.text()).includes("qpay-checkout")) throw new Error("the pay page has no script")
  })
  await step("Purchase", async (note) => {
    const bought = await purchase(shop, (_name, work) => work())
    const order = await readOrder(shop, bought.status.order_id)
    const found = complaints({ ...bought, order })
    if (found.length) throw new Error(found.join("\n"))
    note(`order #${order.number} ${order.status}, ${bought.toOrderMs} ms after payment`)
  })
  await step("Doctor", async (note) => {
    const { checks } = JSON.parse(await run(...inStore("medusa-payment-qpay", "doctor", "--json"), here))
    note(`${checks.length} checks, ${checks.filter(({ state }) => state === "ok").length} of them fine`)
  })
  await step("Purchase without a callback", async (note) => {
    const bought = await purchase({ ...shop, callback: "lost", waitMs: 60_000 }, (_name, work) => work())
    const order = await readOrder(shop, bought.status.order_id)
    const found = complaints({ ...bought, order, toOrderMs: 0 })
    if (found.length) throw new Error(found.join("\n"))
    note(`found by the job, order #${order.number} ${order.status}, ${bought.toOrderMs} ms after payment`)
  })
  await stop(0)
}

main().catch(fail)
