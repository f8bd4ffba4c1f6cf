import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import pg from "pg"
import type { DemoStore } from "../../src/scripts/seed-demo"
import { readTemplate, TEMPLATE } from "./template"

const ROOT = path.resolve(__dirname, "../..")
const MEDUSA = path.join(ROOT, "node_modules/@medusajs/cli/cli.js")

/** Ends a boot that hangs; a busy machine may take a minute. */
const BOOT_MS = 300_000

let guests = 0

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

  /** @param settings more environment variables for it and for every server beside it */
  static async prepare(name: string, settings: NodeJS.ProcessEnv = {}): Promise<Server> {
    const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
    const url = (database: string) => `postgres://${DB_USERNAME}:${DB_PASSWORD}@${DB_HOST}:${DB_PORT}/${database}`
    const admin = new pg.Client({ connectionString: url("postgres") })
    await admin.connect()
    await admin.query(`DROP DATABASE IF EXISTS "${name}"`)
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE}"`)
    const demo = await readTemplate(admin)
    await admin.end()

    const env = {
      ...process.env,
      DATABASE_URL: url(name),
      DISABLE_ADMIN: "true",
      NODE_ENV: "demo",
      HOST: "127.0.0.1",
      LOG_LEVEL: "debug",
      ...settings,
    }
    const db = new pg.Client({ connectionString: url(name) })
    await db.connect()
    return new Server(env, db, demo)
  }

  /** One more process on the same database. QPay's callbacks go to the first; stop this one first. */
  beside(port: string): Server {
    return new Server({ ...this.env, PORT: port }, this.db, this.demo)
  }

  get url(): string {
    return `http://127.0.0.1:${this.env.PORT}`
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [MEDUSA, "start"], { cwd: ROOT, env: this.env })
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (this.log += chunk))
    this.child = child
    const until = Date.now() + BOOT_MS
    while (Date.now() < until) {
      if (child.exitCode !== null) throw new Error(`medusa start ended with ${child.exitCode}`)
      const up = await fetch(`${this.url}/health`).then(
        (answer) => answer.ok,
        () => false
      )
      if (up) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`medusa start did not answer in ${BOOT_MS} ms`)
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

  /** A cart with all but its payment: ₮12,000 and ₮5,000 for its delivery. */
  async cart(): Promise<{ cartId: string; collectionId: string }> {
    const address = { first_name: "Бат", address_1: "1", city: "Улаанбаатар", country_code: "mn" }
    const variant_id = this.demo.products.find(({ price }) => price === 12000)?.variant_id
    const { cart } = await this.store("POST", "/carts", {
      region_id: this.demo.region_id,
      // Medusa makes a customer of each new address, and stumbles when two carts bring the same one at once.
      email: `bat-${++guests}@example.mn`,
      shipping_address: address,
      billing_address: address,
      items: [{ variant_id, quantity: 1 }],
    })
    await this.store("POST", `/carts/${cart.id}/shipping-methods`, { option_id: this.demo.shipping_option_id })
    const { payment_collection } = await this.store("POST", "/payment-collections", { cart_id: cart.id })
    return { cartId: cart.id, collectionId: payment_collection.id }
  }

  /** @returns the id of the invoice whose QR the shopper now sees */
  async invoice(collectionId: string): Promise<string> {
    const session = { provider_id: "pp_qpay_qpay" }
    const { payment_collection } = await this.store(
      "POST",
      `/payment-collections/${collectionId}/payment-sessions`,
      session
    )
    return payment_collection.payment_sessions[0].data.invoice_id
  }

  /** The orders of a cart, with how much their transactions say was paid. */
  ordersOf(cartId: string): Promise<{ id: string; paid: string }[]> {
    return this.rows(
      `SELECT o.id, (SELECT sum(amount) FROM order_transaction t WHERE t.order_id = o.id) AS paid
         FROM order_cart l JOIN "order" o ON o.id = l.order_id WHERE l.cart_id = $1`,
      [cartId]
    )
  }

  async rows(sql: string, values: unknown[] = []): Promise<any[]> {
    return (await this.db.query(sql, values)).rows
  }
}
