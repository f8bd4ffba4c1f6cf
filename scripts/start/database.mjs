import { ensureDatabase, isSomebodysStore, mustAnswer } from "../postgres/database.mjs"
import { start, stop } from "../postgres/server.mjs"

const DATABASE = "qpay_demo"

/** A database that answers: the one of DATABASE_URL, or one of our own PostgreSQL. */
export async function openDatabase(note) {
  const given = process.env.DATABASE_URL
  if (given) {
    note("DATABASE_URL")
    await mustAnswer(given)
    if (await isSomebodysStore(given)) {
      throw new Error(
        "DATABASE_URL names a database with a Medusa store in it that the demo did not make. The demo would add products, " +
          "a region and an admin with a known password. Give an empty database, or unset DATABASE_URL."
      )
    }
    return { url: given, close: () => {} }
  }
  const pg = await start("demo")
  note(`port ${pg.port}`)
  await ensureDatabase(pg.url("postgres"), DATABASE)
  return { url: pg.url(DATABASE), close: () => stop("demo") }
}
