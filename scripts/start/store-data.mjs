// Tables and demo data, made once. What a database already has is noted in the database itself.
import { query, readNotes } from "../postgres/database.mjs"
import { makeStore, storeStamp } from "../postgres/store.mjs"
import { appDir } from "./app-folder.mjs"

/** Answers what the shop needs to know: region, publishable key, shipping options, products. */
export async function fillDatabase(note, env) {
  const { made, store } = await readNotes(env.DATABASE_URL)
  const isDone = made === storeStamp()
  if (isDone) note("up to date")
  const filled = isDone ? store : await makeStore(env, { cwd: appDir })
  await updatePictureUrls(env.DATABASE_URL, env.DEMO_SHOP_URL)
  return filled
}

/** The demo shop serves them, on the port that was free when it started. */
async function updatePictureUrls(databaseUrl, shopUrl) {
  for (const [table, column] of [
    ["product", "thumbnail"],
    ["image", "url"],
  ]) {
    const moved = `regexp_replace(${column}, '^http://localhost:[0-9]+(?=/pictures/)', '${shopUrl}')`
    await query(databaseUrl, () => `update ${table} set ${column} = ${moved} where ${column} <> ${moved}`)
  }
}
