// Medusa's tables and the demo store, in a database that may be empty. What was made is noted in the database itself.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { run, typescript } from "../lib/run.mjs"
import { hashOf } from "../lib/stamp.mjs"
import { readNotes, writeNotes } from "./database.mjs"

/** Everything that decides what such a database holds. */
export const storeStamp = (...more) =>
  hashOf("package-lock.json", "medusa-config.ts", "src/links", "src/modules/qpay/migrations", "src/scripts", ...more)

/** `env` is what the store itself will run with: DATABASE_URL and the QPAY_* variables. */
export async function makeStore(env, { cwd = root } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qpay-store-"))
  const file = path.join(dir, "seed.json")
  try {
    await run(...typescript("./src/scripts/make-store.ts"), { env: { ...env, DEMO_SEED_FILE: file }, cwd })
    const store = JSON.parse(fs.readFileSync(file, "utf8"))
    const notes = { ...(await readNotes(env.DATABASE_URL)), made: storeStamp(), store }
    await note(env.DATABASE_URL, notes)
    return store
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

/** A database may not let its user comment on it. Then the store is made, and a second start needs another database. */
const note = (url, notes) => writeNotes(url, notes).catch(() => undefined)
