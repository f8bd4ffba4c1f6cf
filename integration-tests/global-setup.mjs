import { fileURLToPath } from "node:url"
import { buildStorefront } from "../scripts/build-storefront.mjs"
import { freeBlock } from "../scripts/lib/ports.mjs"
import { TEMPLATE } from "../scripts/postgres/template.mjs"
import { startForRun } from "../scripts/postgres/test-run.mjs"
import { buildAdmin } from "../scripts/start/admin-build.mjs"

/** Only this one needs the dashboard, whose build takes half a minute; unchanged sources are not built again. */
const ADMIN_SPEC = fileURLToPath(new URL("browser/admin.spec.ts", import.meta.url))

/** A PostgreSQL of its own for each run: tests meet neither a running demo nor another run of the tests. */
export default async function setup({ testPathPattern }) {
  const needsAdmin = process.env.QPAY_TEST_CHROMIUM && new RegExp(testPathPattern, "i").test(ADMIN_SPEC)
  const [pg] = await Promise.all([
    startForRun(),
    buildStorefront(), // the hosted page's script
    needsAdmin && buildAdmin(() => {}, { ...process.env, NODE_ENV: "demo" }), // the same one as `npm start` makes
  ])
  process.env.DB_HOST = pg.host // must be the word "localhost": with anything else the test runner insists on TLS
  process.env.DB_PORT = String(pg.port)
  process.env.DB_USERNAME = pg.user
  process.env.DB_PASSWORD = pg.password
  // Worker n has its simulator on the n-th port after the first, and its Medusa on the n-th after the second.
  // Specs with several servers find a second Medusa's and a Redis' after those.
  const before = await freeBlock(16)
  process.env.QPAY_TEST_SIM_BASE = String(before)
  process.env.QPAY_TEST_SHOP_BASE = String(before + 4)
  process.env.QPAY_TEST_SECOND_BASE = String(before + 8)
  process.env.QPAY_TEST_REDIS_BASE = String(before + 12)
  process.env.QPAY_TEST_TEMPLATE = TEMPLATE
}
