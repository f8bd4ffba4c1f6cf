// A store of the bench's own, as `npm start` makes one: PostgreSQL, demo data, `medusa start`, the simulator as a
// process of its own. Besides QPay it has the manual provider and the stand-in, so that all run in one server.
import fs from "node:fs"
import path from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import pg from "pg"
import { client } from "../checkout/http.mjs"
import { demoDir, root } from "../lib/paths.mjs"
import { freeBlock } from "../lib/ports.mjs"
import { medusa, run } from "../lib/run.mjs"
import { step } from "../lib/steps.mjs"
import { ensureDatabase } from "../postgres/database.mjs"
import { startForRun } from "../postgres/test-run.mjs"
import { simulatorCommand } from "../start/qpay.mjs"
import { service } from "../start/service.mjs"
import { complete, prepare, PROVIDERS } from "./checkout.mjs"

const DATABASE = "qpay_bench"
const ADMIN = { email: "admin@example.com", password: "supersecret" }
const here = path.dirname(fileURLToPath(import.meta.url))
const appDir = path.join(demoDir, "bench", "app")

/** The folder of links that Medusa runs in: the repo's sources with the bench's settings. */
function prepareFolder() {
  fs.mkdirSync(appDir, { recursive: true })
  const links = {
    "medusa-config.ts": path.join(here, "medusa-config.ts"),
    ...Object.fromEntries(
      ["package.json", "tsconfig.json", "src", "node_modules"].map((name) => [name, path.join(root, name)])
    ),
  }
  for (const [name, target] of Object.entries(links)) {
    fs.rmSync(path.join(appDir, name), { force: true })
    fs.symlinkSync(target, path.join(appDir, name))
  }
}

/** `onDeath` hears of a process that ended by itself. */
export async function openStore({ onDeath }) {
  prepareFolder()
  const before = await freeBlock(3)
  const ports = { shop: before + 1, simulator: before + 2, probe: before + 3 }
  const postgres = await step("PostgreSQL", () => startForRun())
  await ensureDatabase(postgres.url("postgres"), DATABASE, "template0")
  const env = environment(postgres.url(DATABASE), ports)
  const inApp = { env, cwd: appDir }
  await step("Tables", () => run(...medusa("db:migrate", "--skip-scripts"), inApp))
  await step("Demo data", () => run(...medusa("exec", "./src/scripts/seed-demo.ts"), inApp))
  const seeded = JSON.parse(fs.readFileSync(env.DEMO_SEED_FILE, "utf8"))

  const url = `http://127.0.0.1:${ports.shop}`
  const simulator = service("bench-simulator", simulatorCommand(ports.simulator), { cwd: root, env, onDeath })
  const startServer = () => {
    const [node, args] = medusa("start")
    const probed = [node, ["--import", pathToFileURL(path.join(here, "probe.mjs")).href, ...args]]
    return service("bench-medusa", probed, { ...inApp, onDeath })
  }
  let server = startServer()
  await step("QPay simulator", () => simulator.ready(`${env.QPAY_BASE_URL}/_sim/settings`))
  await step("Medusa", () => server.ready(`${url}/health`))
  // QPay draws on machines of its own.
  await client(env.QPAY_BASE_URL)("PUT", "/_sim/settings", { same_qr_image: true })

  const { token } = await client(url)("POST", "/auth/user/emailpass", ADMIN)
  const staff = client(url, { authorization: `Bearer ${token}` })
  // As staff do it: the region takes the other two providers as well.
  await staff("POST", `/admin/regions/${seeded.region_id}`, { payment_providers: Object.values(PROVIDERS) })
  const db = new pg.Pool({ connectionString: env.DATABASE_URL, max: 2 })
  const stock = JSON.stringify({ value: "1000000", precision: 20 })
  await db.query("update inventory_level set stocked_quantity = 1e6, raw_stocked_quantity = $1", [stock])

  const probe = client(`http://127.0.0.1:${ports.probe}`)
  const store = {
    url,
    seeded,
    db,
    shop: client(url, { "x-publishable-api-key": seeded.publishable_key }),
    staff,
    qpay: client(env.QPAY_BASE_URL),
    probe: (door, body) => probe("POST", `/${door}`, body),
    /** The same store in a fresh process. */
    async restart() {
      await server.stop()
      server = startServer()
      await server.ready(`${url}/health`)
    },
    close: () => db.end(),
  }
  // The first order alone: two carts at once of a customer whom Medusa does not know yet make it refuse one.
  await step("First order", async () => complete(store, await prepare(store, PROVIDERS.manual)))
  return store
}

function environment(databaseUrl, ports) {
  return {
    ...process.env,
    NODE_ENV: "demo",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DATABASE_URL: databaseUrl,
    REDIS_URL: "",
    DISABLE_ADMIN: "true",
    HOST: "127.0.0.1",
    PORT: String(ports.shop),
    QPAY_USERNAME: "TEST_MERCHANT",
    QPAY_PASSWORD: "123456",
    QPAY_INVOICE_CODE: "TEST_INVOICE",
    QPAY_BRANCH2_USERNAME: "",
    QPAY_BASE_URL: `http://127.0.0.1:${ports.simulator}`,
    QPAY_CALLBACK_URL: `http://127.0.0.1:${ports.shop}/webhooks/qpay`,
    QPAY_EXPIRES_IN_MINUTES: "",
    // The job would settle what is prepared here before it is measured. What it costs is a figure of its own.
    QPAY_RECONCILE_EVERY_SECONDS: "0",
    DEMO_SEED_FILE: path.join(appDir, "seed.json"),
    DEMO_ADMIN_EMAIL: ADMIN.email,
    DEMO_ADMIN_PASSWORD: ADMIN.password,
    BENCH_PROBE_PORT: String(ports.probe),
  }
}
