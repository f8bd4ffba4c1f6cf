import fs from "node:fs"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { buildStorefront } from "../scripts/build-storefront.mjs"
import { freeBlock } from "../scripts/lib/ports.mjs"
import { copyDatabase } from "../scripts/postgres/database.mjs"
import { TEMPLATE } from "../scripts/postgres/template.mjs"
import { startForRun } from "../scripts/postgres/test-run.mjs"
import { buildAdmin } from "../scripts/start/admin-build.mjs"

/** Only this one needs the dashboard, whose build takes half a minute; unchanged sources are not built again. */
const ADMIN_SPEC = fileURLToPath(new URL("browser/admin.spec.ts", import.meta.url))

const { QPAY_TEST_CHROMIUM: hasBrowser, QPAY_TEST_TIER: tier, QPAY_TEST_KINDS: kinds = "browser" } = process.env

/** Whether this run has that spec: it is named, or all browser tests of the full tier run. */
const needsAdmin = (named) =>
  hasBrowser && (named ? new RegExp(named, "i").test(ADMIN_SPEC) : tier === "full" && kinds.includes("browser"))

/** A PostgreSQL of its own for each run: tests meet neither a running demo nor another run of the tests. */
export default async function setup({ testPathPattern }) {
  const [server] = await Promise.all([
    startForRun(),
    buildStorefront(), // the hosted page's script
    needsAdmin(testPathPattern) && buildAdmin(() => {}, { ...process.env, NODE_ENV: "demo" }), // as `npm start` makes it
  ])
  process.env.DB_HOST = server.host // must be the word "localhost": with anything else the test runner insists on TLS
  process.env.DB_PORT = String(server.port)
  process.env.DB_USERNAME = server.user
  process.env.DB_PASSWORD = server.password
  // Worker n has its simulator on the n-th port after the first, and its Medusa on the n-th after the second.
  // Specs with several servers find a second Medusa's and a Redis' after those.
  const before = await freeBlock(16)
  process.env.QPAY_TEST_SIM_BASE = String(before)
  process.env.QPAY_TEST_SHOP_BASE = String(before + 4)
  process.env.QPAY_TEST_SECOND_BASE = String(before + 8)
  process.env.QPAY_TEST_REDIS_BASE = String(before + 12)
  process.env.QPAY_TEST_TEMPLATE = TEMPLATE
  process.env.QPAY_TEST_SUITE_TEMPLATE = await suiteTemplate(server)
}

/** The template once more, for suites that undo each test in place. */
async function suiteTemplate(server) {
  const name = `${TEMPLATE}_suites`
  await copyDatabase(server.url("postgres"), TEMPLATE, name)
  const client = new pg.Client({ connectionString: server.url(name) })
  await client.connect()
  await client.query(fs.readFileSync(new URL("support/set-back.sql", import.meta.url), "utf8"))
  await client.end()
  return name
}
