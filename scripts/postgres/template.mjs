// A PostgreSQL with tables, demo store, admin user and a few ready carts. It is made once and copied for every use.
import fs from "node:fs"
import path from "node:path"
import { setTimeout } from "node:timers/promises"
import { commandOf } from "../lib/process.mjs"
import { removeAbandoned } from "./abandoned.mjs"
import { locate } from "./binaries.mjs"
import { copyServer, renameServer } from "./copy.mjs"
import { ensureDatabase } from "./database.mjs"
import { reset, server, start, status, stop } from "./server.mjs"
import { makeStore, storeStamp } from "./store.mjs"

/** The database in it. `readNotes` returns the ids of what it holds. */
export const TEMPLATE = "qpay_template"

/** The login of its admin user. */
export const ADMIN = { email: "admin@example.com", password: "supersecret" }

const CARTS = 3
const PREFIX = "template-"
const KEPT_MS = 3600_000
/** A template takes half a minute. After this time its lock belongs to nobody, whatever process has that number now. */
const LONGEST_MS = 15 * 60_000

const nameOf = () => PREFIX + storeStamp("scripts/postgres")

/** A copy of the template becomes the stopped server `name`, which must not exist. `note` is called with its origin. */
export async function copyTemplate(name, note = () => {}) {
  const template = nameOf()
  if (server(template).exists()) note("from the template")
  else {
    note("template made")
    await makeAlone(template)
  }
  fs.utimesSync(server(template).dir, new Date(), new Date()) // `removeOld` keeps what was used
  copyServer(template, name)
}

/** Two commands at once: the second waits for what the first one makes. */
async function makeAlone(template) {
  removeAbandoned()
  fs.mkdirSync(locate().home, { recursive: true })
  const lock = `${server(template).dir}.lock`
  while (!server(template).exists()) {
    if (!take(lock)) {
      await setTimeout(100)
      continue
    }
    try {
      if (!server(template).exists()) await make(template)
    } finally {
      fs.rmSync(lock, { force: true })
    }
  }
}

const ageOf = (file) => Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())

function take(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error.code !== "EEXIST") throw error
  }
  const holder = fs.existsSync(lock) && fs.readFileSync(lock, "utf8")
  // If two commands both find that its process was killed, both make a template, and the first one done is used.
  if ((holder && !commandOf(holder)) || ageOf(lock) > LONGEST_MS) fs.rmSync(lock, { force: true })
  return false
}

async function make(template) {
  const name = `making-${process.pid}`
  try {
    reset(name) // of an earlier process with the same id
    const pg = await start(name)
    await ensureDatabase(pg.url("postgres"), TEMPLATE)
    await makeStore(environment(pg.url(TEMPLATE)))
    stop(name)
    if (await status(name)) throw new Error("PostgreSQL with the new template did not stop")
    fs.rmSync(server(name).log, { force: true })
    fs.rmSync(server(name).portFile, { force: true })
    renameServer(name, template)
  } finally {
    reset(name)
  }
  removeOld(template)
}

/** Others may be another clone's that shares the folder: a template stays for an hour after its last use. */
function removeOld(template) {
  const { home } = locate()
  for (const name of fs.readdirSync(home)) {
    if (!name.startsWith(PREFIX) || name === template || name.endsWith(".lock")) continue
    if (Date.now() - fs.statSync(path.join(home, name)).mtimeMs > KEPT_MS) reset(name)
  }
}

/** Nothing of this machine decides what the template holds. The second QPay account is there for the tests. */
function environment(databaseUrl) {
  const [username, password, invoiceCode] = ["TEMPLATE", "template", "TEMPLATE"]
  return {
    ...process.env,
    NODE_ENV: "demo",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DISABLE_ADMIN: "true",
    LOG_LEVEL: "warn",
    DATABASE_URL: databaseUrl,
    REDIS_URL: "",
    QPAY_USERNAME: username,
    QPAY_PASSWORD: password,
    QPAY_INVOICE_CODE: invoiceCode,
    QPAY_BASE_URL: "http://127.0.0.1:9",
    QPAY_CALLBACK_URL: "http://127.0.0.1:9/webhooks/qpay",
    QPAY_EXPIRES_IN_MINUTES: "",
    QPAY_RECONCILE_EVERY_SECONDS: "",
    QPAY_BRANCH2_USERNAME: `${username}_2`,
    QPAY_BRANCH2_PASSWORD: password,
    QPAY_BRANCH2_INVOICE_CODE: invoiceCode,
    DEMO_ADMIN_EMAIL: ADMIN.email,
    DEMO_ADMIN_PASSWORD: ADMIN.password,
    DEMO_CARTS: String(CARTS),
    DEMO_SHARE_TABLES: "1",
  }
}
