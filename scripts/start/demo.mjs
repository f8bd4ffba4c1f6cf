// Brings the demo up, one named step after the other, and tells what runs where.
import fs from "node:fs"
import path from "node:path"
import { pids } from "../lib/children.mjs"
import { logDir, root } from "../lib/paths.mjs"
import { freePort } from "../lib/ports.mjs"
import { medusa } from "../lib/run.mjs"
import { step } from "../lib/steps.mjs"
import { adminBuild, buildAdmin } from "./admin-build.mjs"
import { appDir, prepareAppFolder } from "./app-folder.mjs"
import { openDatabase } from "./database.mjs"
import { isReal, qpayEnv, simulatorCommand } from "./qpay.mjs"
import { service } from "./service.mjs"
import { removeState, writeState } from "./state.mjs"
import { migrate, seed } from "./store-data.mjs"

const ADMIN_EMAIL = "admin@example.com"
const ADMIN_PASSWORD = "supersecret"

const both = (port) => `http://localhost:${port},http://127.0.0.1:${port}`

/** What every Medusa command of the demo sees. `demo`: in "production" the admin's cookie needs https. */
function environment({ databaseUrl, ports, urls }) {
  return {
    ...process.env,
    NODE_ENV: "demo",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: String(ports.medusa),
    STORE_CORS: [both(ports.shop), process.env.STORE_CORS].filter(Boolean).join(","),
    ADMIN_CORS: both(ports.medusa),
    AUTH_CORS: both(ports.medusa),
    DEMO_SHOP_URL: urls.shop,
    DEMO_ADMIN_EMAIL: ADMIN_EMAIL,
    DEMO_ADMIN_PASSWORD: ADMIN_PASSWORD,
    ...qpayEnv({ simulatorUrl: urls.simulator, medusaUrl: urls.callback }),
  }
}

async function choosePorts() {
  const medusaPort = await freePort(Number(process.env.PORT) || 9000)
  const shop = await freePort(Number(process.env.DEMO_SHOP_PORT) || 8000)
  const simulator = await freePort(Number(process.env.QPAY_SIMULATOR_PORT) || 4100)
  return { medusa: medusaPort, shop, simulator }
}

/** `admin: false` leaves the admin out, `shop: false` the demo shop. `resources` collects what must be closed. */
export async function startDemo({ admin = true, shop = true, resources, onDeath }) {
  fs.mkdirSync(logDir, { recursive: true })
  const ports = await choosePorts()
  const urls = {
    shop: `http://localhost:${ports.shop}`,
    medusa: `http://localhost:${ports.medusa}`,
    simulator: `http://127.0.0.1:${ports.simulator}`,
    callback: `http://127.0.0.1:${ports.medusa}`,
  }

  const database = await step("PostgreSQL", openDatabase)
  resources.push(database)
  const env = environment({ databaseUrl: database.url, ports, urls })
  prepareAppFolder({ admin: admin && adminBuild })

  // esbuild comes with the packages: not at the top, this file is read before they are there.
  const { buildStorefront } = await import("../build-storefront.mjs")
  await step("Pay page", () => buildStorefront())

  // The admin is built beside the tables and the data: neither waits for the other.
  const building = admin ? buildAdmin(() => {}, env).catch((error) => error) : undefined
  await step("Tables", (note) => migrate(note, env))
  const store = await step("Demo data", (note) => seed(note, env))
  if (building) {
    await step("Admin", async () => {
      const failed = await building
      if (failed) throw failed
    })
  }

  const simulator = !isReal() && service("simulator", simulatorCommand(ports.simulator), { cwd: root, env, onDeath })
  const server = service("medusa", medusa("start"), {
    cwd: appDir,
    env: { ...env, DISABLE_ADMIN: String(!admin) },
    onDeath,
  })
  const state = {
    pid: process.pid,
    script: path.basename(process.argv[1]),
    children: pids(),
    medusa_url: urls.medusa,
    shop_url: shop ? urls.shop : null,
    simulator_url: simulator ? urls.simulator : null,
    admin_url: admin ? `${urls.medusa}/app` : null,
    admin_email: ADMIN_EMAIL,
    admin_password: ADMIN_PASSWORD,
    store,
    // For the doctor: what the demo has set, and nothing that the shell brought.
    env: Object.fromEntries(Object.entries(env).filter(([name, value]) => process.env[name] !== value)),
    ready: false,
  }
  resources.push({ close: removeState })
  writeState(state)

  if (simulator) await step("QPay simulator", () => simulator.ready(`${urls.simulator}/_sim/settings`))
  await step("Medusa", () => server.ready(`${urls.callback}/health`))
  if (shop) {
    const { buildShop } = await import("../demo-shop/build.mjs")
    const { startShop } = await import("../demo-shop/server.mjs")
    resources.push(await step("Demo shop", async () => startShop(ports.shop, state, await buildShop())))
  }
  state.ready = true
  writeState(state)
  return state
}
