// Brings the demo up, one named step after the other, and tells what runs where.
import fs from "node:fs"
import path from "node:path"
import { pids } from "../lib/children.mjs"
import { logDir, root } from "../lib/paths.mjs"
import { freePort } from "../lib/ports.mjs"
import { medusa } from "../lib/run.mjs"
import { beside, step } from "../lib/steps.mjs"
import { ADMIN } from "../postgres/template.mjs"
import { adminBuild, buildAdmin } from "./admin-build.mjs"
import { appDir, prepareAppFolder } from "./app-folder.mjs"
import { openDatabase } from "./database.mjs"
import { isReal, qpayEnv, simulatorCommand } from "./qpay.mjs"
import { service } from "./service.mjs"
import { removeState, writeState } from "./state.mjs"
import { fillDatabase } from "./store-data.mjs"

const both = (port) => `http://localhost:${port},http://127.0.0.1:${port}`

/** What every Medusa command of the demo sees. `demo`: in "production" the admin's cookie needs https. */
function environment({ ports, urls }) {
  return {
    ...process.env,
    NODE_ENV: "demo",
    MEDUSA_DISABLE_TELEMETRY: "true",
    HOST: "127.0.0.1",
    PORT: String(ports.medusa),
    STORE_CORS: [both(ports.shop), process.env.STORE_CORS].filter(Boolean).join(","),
    ADMIN_CORS: both(ports.medusa),
    AUTH_CORS: both(ports.medusa),
    DEMO_SHOP_URL: urls.shop,
    DEMO_ADMIN_EMAIL: ADMIN.email,
    DEMO_ADMIN_PASSWORD: ADMIN.password,
    ...qpayEnv({ simulatorUrl: urls.simulator, medusaUrl: urls.callback }),
  }
}

async function choosePorts() {
  const medusaPort = await freePort(Number(process.env.PORT) || 9000)
  const shop = await freePort(Number(process.env.DEMO_SHOP_PORT) || 8000)
  const simulator = await freePort(Number(process.env.QPAY_SIMULATOR_PORT) || 4100)
  return { medusa: medusaPort, shop, simulator }
}

/** What a browser loads needs no database: it is built from the first second. */
async function buildPages({ admin, shop, env }) {
  // esbuild comes with the packages: not at the top, this file is read before they are there.
  const { buildStorefront } = await import("../build-storefront.mjs")
  const { buildShop } = await import("../demo-shop/build.mjs")
  return Promise.all([
    shop && beside("Demo shop", () => buildShop()),
    beside("Pay page", () => buildStorefront()),
    admin && beside("Admin", () => buildAdmin(() => {}, env)),
  ])
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

  const base = environment({ ports, urls })
  prepareAppFolder({ admin: admin && adminBuild })
  const simulator =
    !isReal() && service("simulator", simulatorCommand(ports.simulator), { cwd: root, env: base, onDeath })
  const built = buildPages({ admin, shop, env: base })
  built.catch(() => {}) // the step that awaits it reports the error

  const state = {
    pid: process.pid,
    script: path.basename(process.argv[1]),
    medusa_url: urls.medusa,
    shop_url: shop ? urls.shop : null,
    simulator_url: simulator ? urls.simulator : null,
    admin_url: admin ? `${urls.medusa}/app` : null,
    admin_email: ADMIN.email,
    admin_password: ADMIN.password,
    ready: false,
  }
  resources.push({ close: removeState })
  const save = (changes) => writeState(Object.assign(state, { children: pids(), ...changes }))
  save()

  const database = await step("Database", openDatabase)
  resources.push(database)
  const env = { ...base, DATABASE_URL: database.url }
  const store = await step("Tables and demo data", (note) => fillDatabase(note, env))
  const [shopDir] = await step("Admin and pages", () => built)

  const server = service("medusa", medusa("start"), {
    cwd: appDir,
    env: { ...env, DISABLE_ADMIN: String(!admin) },
    onDeath,
  })
  // For the doctor: what the demo has set, and nothing that the shell brought.
  save({ store, env: Object.fromEntries(Object.entries(env).filter(([name, value]) => process.env[name] !== value)) })

  if (simulator) await step("QPay simulator", () => simulator.ready(`${urls.simulator}/_sim/settings`))
  await step("Medusa", () => server.ready(`${urls.callback}/health`))
  if (shop) {
    const { startShop } = await import("../demo-shop/server.mjs")
    resources.push(await startShop(ports.shop, state, shopDir))
  }
  save({ ready: true })
  return state
}
