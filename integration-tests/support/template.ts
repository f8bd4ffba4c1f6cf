import type pg from "pg"
import type { DemoStore } from "../../src/scripts/seed-demo"

/** The database with tables, demo store, admin user and ready carts that the run's PostgreSQL brings along. */
export const TEMPLATE = process.env.QPAY_TEST_TEMPLATE as string

/** `cart_ids`: carts of ₮17,000 with address and delivery. Only the payment is missing. */
export type TemplateStore = DemoStore & { cart_ids: string[] }

/** What the template holds. PostgreSQL does not copy the comment into a new database: it is read from the template's. */
export async function readTemplate(client: pg.Client): Promise<TemplateStore> {
  const sql = "SELECT shobj_description(oid, 'pg_database') AS note FROM pg_database WHERE datname = $1"
  const { rows } = await client.query(sql, [TEMPLATE])
  return JSON.parse(rows[0].note).qpayDemo.store
}
