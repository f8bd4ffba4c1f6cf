import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import pg from "pg"
import type { DemoStore } from "../../src/scripts/seed-demo"

const ROOT = path.resolve(__dirname, "../..")
const MEDUSA = path.join(ROOT, "node_modules/@medusajs/cli/cli.js")

/** A real Medusa server process that can be killed at any moment, on a database of its own. */
export class Server {
  /** All that the server has printed, over all its lives. */
  log = ""
  private child: ChildProcess | null = null
  private constructor(
    private readonly env: NodeJS.ProcessEnv,
    readonly db: pg.Client,
    readonly demo: DemoStore
  ) {}

  static async prepare(name: string): Promise<Server> {
    const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
    const url = (database: string) => `postgres://${DB_USERNAME}:${DB_PASSWORD}@${DB_HOST}:${DB_PORT}/${database}`
    const admin = new pg.Client({ connectionString: url("postgres") })
    await admin.connect()
    await admin.query(`DROP DATABASE IF EXISTS "${name}"`)
    await admin.query(`CREATE DATABASE "${name}"`)
    await admin.end()

    const seedFile = path.join(mkdtempSync(path.join(tmpdir(), "qpay-server-")), "seed.json")
    const env = {
      ...process.env,
      DATABASE_URL: url(name),
      DISABLE_ADMIN: "true",
      NODE_ENV: "demo",
      HOST: "127.0.0.1",
      LOG_LEVEL: "debug",
      DEMO_SEED_FILE: seedFile,
    }
    for (const args of [
      ["db:migrate", "--skip-scripts"],
      ["exec", "./src/scripts/seed-demo.ts"],
    ]) {
      const done = spawnSync(process.execPath, [MEDUSA, ...args], { cwd: ROOT, env, encoding: "utf8" })
      if (done.status !== 0) throw new Error(`medusa ${args[0]} failed: ${done.stdout}${done.stderr}`)
    }
    const db = new pg.Client({ connectionString: url(name) })
    await db.connect()
    return new Server(env, db, JSON.parse(readFileSync(seedFile, "utf8")))
  }

  get url(): string {
    return `http://127.0.0.1:${this.env.PORT}`
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [MEDUSA, "start"], { cwd: ROOT, env: this.env })
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (this.log += chunk))
    this.child = child
    for (let tries = 0; tries < 600; tries++) {
      if (child.exitCode !== null) throw new Error(`medusa start ended with ${child.exitCode}`)
      const up = await fetch(`${this.url}/health`).then(
        (answer) => answer.ok,
        () => false
      )
      if (up) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error("medusa start did not answer in 60 s")
  }

  /** As a power cut: no handler runs. */
  async kill(): Promise<void> {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill("SIGKILL")
    await once(child, "exit")
  }

  async stop(): Promise<void> {
    await this.kill()
    await this.db.end()
  }

  async store(method: string, route: string, body?: unknown): Promise<any> {
    const answer = await fetch(`${this.url}/store${route}`, {
      method,
      headers: { "content-type": "application/json", "x-publishable-api-key": this.demo.publishable_key },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const data = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${JSON.stringify(data)}`)
    return data
  }

  async rows(sql: string, values: unknown[] = []): Promise<any[]> {
    return (await this.db.query(sql, values)).rows
  }
}
