import { ensureDatabase, mustAnswer } from "../postgres/database.mjs"
import { start, stop } from "../postgres/server.mjs"

const DATABASE = "qpay_demo"

/** A database that answers: the one of DATABASE_URL, or one of our own PostgreSQL. */
export async function openDatabase(note) {
  const given = process.env.DATABASE_URL
  if (given) {
    note("DATABASE_URL")
    await mustAnswer(given)
    return { url: given, close: () => {} }
  }
  const pg = await start("demo")
  note(`port ${pg.port}`)
  await ensureDatabase(pg.url("postgres"), DATABASE)
  return { url: pg.url(DATABASE), close: () => stop("demo") }
}
