// Everything a run needs, of its own and on this machine alone: PostgreSQL, Redis for two servers, a QPay, the shop.
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { freeBlock } from "../lib/ports.mjs"
import { step } from "../lib/steps.mjs"
import { copyDatabase, readNotes } from "../postgres/database.mjs"
import { ADMIN, TEMPLATE } from "../postgres/template.mjs"
import { startForRun, stopAfterRun } from "../postgres/test-run.mjs"
import { simulatorCommand } from "../start/qpay.mjs"
import { service } from "../start/service.mjs"
import { findExtras } from "../test/extras.mjs"
import { startBalancer } from "./balancer.mjs"
import { startRedis } from "./redis.mjs"
import { Server } from "./server.mjs"

const DATABASE = "qpay_chaos"
/** Short, so that late payments happen within minutes. */
const EXPIRES_IN_MINUTES = 1
const RECONCILE_EVERY_SECONDS = 5

/** @returns the path of redis-server where one is needed, or throws with how to get it */
export function findRedis(servers) {
  if (servers < 2) return null
  const { QPAY_TEST_REDIS: program } = findExtras().env
  if (program) return program
  throw new Error(
    "--servers 2 needs Redis, which the servers share: apt-get install -y redis-server (or run with --servers 1)"
  )
}

/** @param choose picks one of a list, seeded; `resources` collects what must be closed */
export async function buildWorld({ servers: count, seed }, { dir, redis, choose, resources, onDeath }) {
  const before = await freeBlock(5)
  const [simulatorPort, shopPort, redisPort, ...serverPorts] = [1, 2, 3, 4, 5].map((n) => before + n)
  const urls = { simulator: `http://127.0.0.1:${simulatorPort}`, shop: `http://127.0.0.1:${shopPort}` }

  const pg = await step("PostgreSQL", async () => {
    const started = await startForRun()
    // KEEP_PG=1 leaves it running, to look into; the next run removes it.
    if (process.env.KEEP_PG !== "1") resources.push({ close: stopAfterRun })
    await copyDatabase(started.url("postgres"), TEMPLATE, DATABASE)
    return started
  })
  const redisUrl = redis ? await step("Redis", () => startRedis(redis, redisPort)) : ""
  const { store } = await readNotes(pg.url(TEMPLATE))
  const env = environment({ databaseUrl: pg.url(DATABASE), redisUrl, urls })

  const [program, args] = simulatorCommand(simulatorPort)
  const qpay = service("chaos-simulator", [program, [...args, "--seed", String(seed)]], { env, cwd: root, onDeath })
  await step("QPay simulator", () => qpay.ready(`${urls.simulator}/_sim/settings`))

  const servers = serverPorts
    .slice(0, count)
    .map(
      (port, n) =>
        new Server({ name: `server ${n + 1}`, port, env, log: path.join(dir, `server-${n + 1}.log`), onDeath })
    )
  // One after the other: the first one up has made what Medusa makes at its first start.
  await step(count === 1 ? "Medusa" : `${count} Medusa servers`, async () => {
    for (const server of servers) await server.start()
  })
  resources.push(await startBalancer(shopPort, servers, choose))

  return {
    shopUrl: urls.shop,
    simulatorUrl: urls.simulator,
    databaseUrl: env.DATABASE_URL,
    admin: ADMIN,
    demo: store,
    expiresInMs: EXPIRES_IN_MINUTES * 60_000,
    servers,
    diaryFile: path.join(dir, "stories.txt"),
  }
}

function environment({ databaseUrl, redisUrl, urls }) {
  return {
    ...process.env,
    NODE_ENV: "demo",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DISABLE_ADMIN: "true",
    LOG_LEVEL: "info",
    DATABASE_URL: databaseUrl,
    // Empty rather than left out: a developer's own .env must not fill it.
    REDIS_URL: redisUrl,
    MEDUSA_WORKER_MODE: "shared",
    HOST: "127.0.0.1",
    QPAY_USERNAME: "TEST_MERCHANT",
    QPAY_PASSWORD: "123456",
    QPAY_INVOICE_CODE: "TEST_INVOICE",
    QPAY_BASE_URL: urls.simulator,
    QPAY_CALLBACK_URL: `${urls.shop}/webhooks/qpay`,
    QPAY_BRANCH2_USERNAME: "",
    QPAY_EXPIRES_IN_MINUTES: String(EXPIRES_IN_MINUTES),
    QPAY_RECONCILE_EVERY_SECONDS: String(RECONCILE_EVERY_SECONDS),
  }
}
