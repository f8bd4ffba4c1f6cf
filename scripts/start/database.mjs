import {
  ensureDatabase,
  hasDatabase,
  isSomebodysStore,
  mustAnswer,
  query,
  renameDatabase,
} from "../postgres/database.mjs"
import { reset, server, start, stop } from "../postgres/server.mjs"
import { copyTemplate, TEMPLATE } from "../postgres/template.mjs"

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
  let origin = ""
  if (!server("demo").exists()) {
    reset("demo") // what an interrupted first start left
    await copyTemplate("demo", (text) => (origin = `, ${text}`))
  }
  const pg = await start("demo")
  note(`port ${pg.port}${origin}`)
  await adopt(pg)
  return { url: pg.url(DATABASE), close: () => stop("demo") }
}

/** The template's database becomes the demo's. */
async function adopt(pg) {
  const admin = pg.url("postgres")
  if (await hasDatabase(admin, DATABASE)) return
  if (!(await hasDatabase(admin, TEMPLATE))) return ensureDatabase(admin, DATABASE)
  if (!process.env.QPAY_BRANCH2_USERNAME) await removeSecondAccount(pg.url(TEMPLATE))
  await removeReadyCarts(pg.url(TEMPLATE))
  await renameDatabase(admin, TEMPLATE, DATABASE)
}

/** Only the tests use them. Staff would see a customer who never came. */
async function removeReadyCarts(url) {
  await query(url, () => "delete from cart")
  await query(url, () => "delete from customer")
}

/** Only the tests have it. Shoppers would be offered an account that nobody has configured. */
async function removeSecondAccount(url) {
  await query(url, () => "delete from region_payment_provider where payment_provider_id = 'pp_qpay_branch2'")
  await query(url, () => "delete from payment_provider where id = 'pp_qpay_branch2'")
}
