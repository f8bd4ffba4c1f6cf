import type { Server } from "node:http"
import path from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import load from "@medusajs/medusa/loaders/index"
import express from "express"
import { Activity } from "./activity"
import type { TemplateStore } from "./template"
import { WorkerDatabase } from "./worker-database"

const ROOT = path.resolve(__dirname, "../..")

/**
 * A Medusa in this process, on a copy of the run's template. The template holds tables, links, the demo store and its
 * admin user, so that a boot migrates nothing and seeds nothing. See docs/adr/0001-own-runner-for-booted-shops.md.
 */
export class RunningMedusa {
  /** The database goes back to what a suite's `beforeAll` made, not to the template. */
  private isKept = false

  private constructor(
    readonly container: MedusaContainer,
    private readonly activity: Activity,
    private readonly database: WorkerDatabase,
    private readonly shutDown: () => Promise<void>
  ) {}

  /** @param env environment variables beside those that every test has */
  static async boot(env: Record<string, string> = {}): Promise<RunningMedusa> {
    const database = await WorkerDatabase.create()
    Object.assign(process.env, { DATABASE_URL: database.url }, env)
    const app = express()
    const activity = new Activity(app)
    app.get("/health", (_req, res) => void res.send("OK")) // as `medusa start` has it
    const { container, shutdown } = await load({ directory: ROOT, expressApp: app })
    const server = await listen(app, Number(process.env.PORT))
    const shutDown = async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await shutdown()
    }
    return new RunningMedusa(container, activity, database, shutDown)
  }

  /** Before a suite: the database is as the template has it, whatever the suite before left. */
  async begin(): Promise<void> {
    await this.untilIdle()
    if (this.isKept) await this.replaceDatabase()
    else await this.setBack()
    this.isKept = false
  }

  /** Before a suite's first test: what its `beforeAll` wrote belongs to every test. */
  async keep(): Promise<void> {
    await this.untilIdle()
    // The job's heartbeat comes once a minute, at any moment.
    const { rows } = await this.db.raw(
      "SELECT 1 FROM test_base.touched WHERE relation <> 'qpay_pulse'::regclass LIMIT 1"
    )
    this.isKept = rows.length > 0
    if (this.isKept) await this.db.raw("SELECT test_base.keep()")
  }

  /** Before each further test: what the test before it wrote is gone. */
  async setBack(): Promise<void> {
    const { rows } = await this.db.raw("SELECT test_base.set_back() AS is_done")
    if (rows[0].is_done) return
    if (this.isKept) throw new Error("A suite whose beforeAll writes cannot have tests that change tables or triggers.")
    await this.replaceDatabase()
  }

  /** After each test: nothing of this shop is at work any more, so that its database may be changed under it. */
  untilIdle(): Promise<void> {
    return this.activity.untilIdle(this.db)
  }

  /** What its database held at the start. */
  get store(): TemplateStore {
    return this.database.store
  }

  async close(): Promise<void> {
    await this.shutDown()
    await this.database.close()
  }

  private get db(): Knex {
    return this.container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  }

  /** PostgreSQL drops no database that somebody is connected to. The pool that takes over connects anew. */
  private async replaceDatabase(): Promise<void> {
    const { client } = this.db
    const { pool } = client
    client.pool = undefined
    client.initializePool()
    await pool.destroy()
    await this.database.replace()
  }
}

function listen(app: express.Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, () => resolve(server))
    server.once("error", reject)
  })
}
