// Tables and demo data, each made once. What a database already has is noted in the database itself.
import fs from "node:fs"
import path from "node:path"
import { demoDir } from "../lib/paths.mjs"
import { medusa, run } from "../lib/run.mjs"
import { hashOf } from "../lib/stamp.mjs"
import { readNotes, writeNotes } from "../postgres/database.mjs"
import { appDir } from "./app-folder.mjs"

async function remember(url, changes) {
  // A database of somebody else's may not let us comment on it: then the work is done again next time.
  await writeNotes(url, { ...(await readNotes(url)), ...changes }).catch(() => undefined)
}

export async function migrate(note, env) {
  const url = env.DATABASE_URL
  const stamp = hashOf("package-lock.json", "src/modules", "src/links")
  if ((await readNotes(url)).migrated === stamp) return note("up to date")
  await run(...medusa("db:migrate", "--skip-scripts"), { env, cwd: appDir })
  await remember(url, { migrated: stamp })
}

/** Answers what the shop needs to know: region, publishable key, shipping options, products. */
export async function seed(note, env) {
  const url = env.DATABASE_URL
  const stamp = `${hashOf("src/scripts")} ${env.DEMO_SHOP_URL} ${env.QPAY_BRANCH2_USERNAME ?? ""}`
  const { seeded, store } = await readNotes(url)
  if (seeded === stamp && store) {
    note("up to date")
    return store
  }
  const file = path.join(demoDir, "seed.json")
  await run(...medusa("exec", "./src/scripts/seed-demo.ts"), { env: { ...env, DEMO_SEED_FILE: file }, cwd: appDir })
  const made = JSON.parse(fs.readFileSync(file, "utf8"))
  await remember(url, { seeded: stamp, store: made })
  return made
}
