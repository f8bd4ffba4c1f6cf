import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { ACCOUNTS, type QPay } from "./qpay"
import type { Shop } from "./shop"

/** What a look may move although nothing happened: how often it was asked, by whom, and who is at it. */
export const COUNTERS = [
  "callbacks",
  "checks",
  "knocks",
  "knocks_served",
  "last_asked_at",
  "last_callback_at",
  "last_checked_at",
  "next_check_at",
  "lease_owner",
  "lease_until",
  "updated_at",
]

const SALES = ["order", "order_transaction", "payment", "payment_session", "payment_collection", "capture", "refund"]

/** Sees what must not change, and hears what must not be said. */
export class Witness {
  private readonly lines: string[] = []
  private readonly restore: (() => void)[] = []

  constructor(
    private readonly shop: Shop,
    private readonly qpay: QPay
  ) {}

  /** From here on every line of the log is heard, whatever its level, and none is shown. */
  listen(): void {
    const logger = this.shop.container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.setLogLevel?.("silly")
    this.restore.push(() => logger.unsetLogLevel?.())
    const hear = (...args: unknown[]) => void this.lines.push(args.map(textOf).join(" "))
    for (const level of ["error", "warn", "info", "http", "debug", "log"] as const) {
      this.keep(jest.spyOn(logger as never, level as never).mockImplementation(hear as never))
    }
    for (const level of ["log", "warn", "error", "info", "debug"] as const) {
      this.keep(jest.spyOn(console, level).mockImplementation(hear))
    }
    for (const stream of [process.stdout, process.stderr]) {
      this.keep(
        jest.spyOn(stream, "write").mockImplementation((chunk) => {
          hear(String(chunk))
          return true
        })
      )
    }
  }

  /** @returns what was heard since {@link listen} */
  stop(): string {
    for (const restore of this.restore.splice(0)) restore()
    return this.lines.splice(0).join("\n")
  }

  /** All that only QPay and we may know. */
  async secrets(): Promise<string[]> {
    const invoices = await this.qpay.invoices()
    const rows = await this.db("qpay_invoice").select("callback_token_hash", "account")
    return [
      ...invoices.map(({ callback_url }) => new URL(callback_url).searchParams.get("token") ?? ""),
      ...[...this.qpay.simulator.state.tokens.keys()],
      ...ACCOUNTS.map(({ username, password }) => Buffer.from(`${username}:${password}`).toString("base64")),
      ...ACCOUNTS.map(({ password }) => password).filter((password) => password.length > 8),
      ...new Set(rows.flatMap((row: Record<string, string>) => Object.values(row))),
    ].filter((secret) => secret !== "")
  }

  /**
   * One text for all that the ledger and Medusa's books say. Equal texts: nothing has happened.
   * @param but columns of the ledger left out
   */
  async books(but: readonly string[] = []): Promise<string> {
    const { rows } = await this.db.raw(`SELECT tablename FROM pg_tables WHERE tablename LIKE 'qpay\\_%' ORDER BY 1`)
    // The job leaves its pulse once a minute, whatever happens.
    const ledger = rows
      .map((row: { tablename: string }) => row.tablename)
      .filter((name: string) => name !== "qpay_pulse")
    const texts = [...ledger, ...SALES].map(async (table) => {
      const without = ledger.includes(table) ? [...but] : []
      const found = await this.db.raw(
        `SELECT coalesce(string_agg((to_jsonb(t) - ?::text[])::text, E'\\n' ORDER BY t.id), '') AS text FROM "${table}" t`,
        [without]
      )
      // No payments, and none found when looked at, are the same.
      return `${table}\n${found.rows[0].text.replace(/"payments": null/g, '"payments": []')}`
    })
    return (await Promise.all(texts)).join("\n\n")
  }

  /** All that is known of one sale: its invoice here and at QPay, its lines, its payments. */
  async sale({
    session,
    invoiceId,
    collectionId,
  }: {
    session: { id: string }
    invoiceId: string
    collectionId: string
  }) {
    const { id } = await this.shop.row(session.id)
    return {
      invoice: await this.db("qpay_invoice").where({ id }).first(),
      events: await this.db("qpay_invoice_event").where({ qpay_invoice_id: id }).orderBy("id"),
      lines: await this.db("qpay_attention").where({ qpay_invoice_id: id }).orderBy("id"),
      session: await this.db("payment_session").where({ id: session.id }).first(),
      payments: await this.db("payment").where({ payment_collection_id: collectionId }).orderBy("id"),
      atQPay: await this.qpay.invoice(invoiceId),
    }
  }

  private get db() {
    return this.shop.container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  }

  private keep(spy: { mockRestore(): void }): void {
    this.restore.push(() => spy.mockRestore())
  }
}

/** @returns the lines that give a secret away: none, one hopes */
export function told(text: string, secrets: readonly string[]): string[] {
  const lines = text.split("\n").filter((line) => secrets.some((secret) => line.includes(secret)))
  return lines.slice(0, 3).map((line) => line.slice(0, 500))
}

function textOf(arg: unknown): string {
  return arg instanceof Error ? `${arg.message}\n${arg.stack}` : typeof arg === "string" ? arg : JSON.stringify(arg)
}
