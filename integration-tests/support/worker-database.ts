import pg from "pg"
import { readTemplate, type TemplateStore } from "./template"

/** "localhost" by its name, as the global setup says it. */
const address = (database: string) => {
  const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
  return `postgres://${DB_USERNAME}:${DB_PASSWORD}@${DB_HOST}:${DB_PORT}/${database}`
}

/** The database of one jest worker: a copy of the run's template, which is a copy of the demo store. */
export class WorkerDatabase {
  private readonly name = `shop_${process.env.JEST_WORKER_ID}`

  private constructor(
    private readonly admin: pg.Client,
    readonly store: TemplateStore
  ) {}

  static async create(): Promise<WorkerDatabase> {
    const admin = new pg.Client({ connectionString: address("postgres") })
    await admin.connect()
    const database = new WorkerDatabase(admin, await readTemplate(admin))
    await database.replace()
    return database
  }

  get url(): string {
    return address(this.name)
  }

  /** Makes it anew from the template. Connections that are still open are ended. */
  async replace(): Promise<void> {
    await this.drop()
    await this.admin.query(`CREATE DATABASE "${this.name}" TEMPLATE "${process.env.QPAY_TEST_SUITE_TEMPLATE}"`)
    if (!process.env.QPAY_BRANCH2_USERNAME) await this.removeSecondAccount()
  }

  /** The template has it. A suite that does not configure it must not offer it in its region. */
  private async removeSecondAccount(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url })
    await client.connect()
    await client.query("DELETE FROM region_payment_provider WHERE payment_provider_id = 'pp_qpay_branch2'")
    await client.query("DELETE FROM payment_provider WHERE id = 'pp_qpay_branch2'")
    await client.query("SELECT test_base.keep()")
    await client.end()
  }

  async close(): Promise<void> {
    await this.drop()
    await this.admin.end()
  }

  private async drop(): Promise<void> {
    await this.admin.query(`DROP DATABASE IF EXISTS "${this.name}" WITH (FORCE)`)
  }
}
