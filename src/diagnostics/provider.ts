import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Tugrik } from "../qpay"
import type { QPayDesk } from "../settlement/desk"
import { ledgerOf } from "../settlement/sale"
import {
  isLive,
  judgeClock,
  judgeCredentials,
  judgeEnvironment,
  judgeInvoiceCode,
  judgeTrial,
  type ListOutcome,
} from "./account"
import { judgeCallbackUrl, judgeReach } from "./callback-url"
import { check } from "./check"
import { reach } from "./reach"
import { judgeRegions, type RegionFacts } from "./store"
import type { Diagnosis } from "./types"

/** QPay's sandbox is slow to create; then the invoice is cancelled. */
const TRIAL_MS = 80_000
const TRIAL_AMOUNT: Tugrik = 100
const CALL_MS = 10_000

export interface ProviderRun {
  now: Date
  live: boolean
  /** The ledger's tables are there. */
  ledger: boolean
  withinMs: number
  regions: Promise<RegionFacts[]>
}

/** All that is to be said of one QPay entry in medusa-config. */
export async function diagnoseProvider(
  container: MedusaContainer,
  provider: string,
  desk: QPayDesk,
  run: ProviderRun
): Promise<Diagnosis[]> {
  const { setup } = desk.inspection
  const within = (name: string, work: Parameters<typeof check>[3], ms = run.withinMs) => check(name, provider, ms, work)
  const lines = await Promise.all([
    within("environment", () => judgeEnvironment(setup, process.env.NODE_ENV, provider)),
    within("credentials", () => diagnoseAccount(container, provider, desk, run), run.live ? TRIAL_MS : run.withinMs),
    within("callback_url", () => judgeCallbackUrl(setup.callbackUrl, isLive(setup), provider)),
    within("callback_reach", async () =>
      judgeReach(setup.callbackUrl, run.ledger ? await reach(container, setup.callbackUrl) : null, provider)
    ),
    within("region", async () => judgeRegions(await run.regions, setup.currencies, provider)),
  ])
  return lines.flat()
}

/** One call tells of the log-in, the invoice code and the clock. */
async function diagnoseAccount(
  container: MedusaContainer,
  provider: string,
  { account, inspection }: QPayDesk,
  { now, live, ledger }: ProviderRun
): Promise<Diagnosis[]> {
  const list: ListOutcome = await inspection.readList(CALL_MS, now).then(
    (count) => ({ count }),
    (error: unknown) => ({ error })
  )
  const credentials = judgeCredentials(list, provider)
  const ahead = inspection.aheadMs()
  const clock = ahead === null ? null : { server: ahead, database: ahead - (await databaseAhead(container)) }
  const issuedAt = ledger ? await ledgerOf(container).lastIssuedAt(account) : null
  const code =
    live && credentials.state === "ok"
      ? judgeTrial(await tryInvoice(inspection), provider)
      : judgeInvoiceCode(list, issuedAt, provider)
  return [credentials, code, judgeClock(clock, provider)]
}

async function tryInvoice(
  inspection: QPayDesk["inspection"]
): Promise<{ leftOpen: string | null } | { error: unknown }> {
  return inspection.tryInvoice(TRIAL_AMOUNT).catch((error: unknown) => ({ error }))
}

/** How far the database's clock is ahead of this server's; by it invoices expire. */
async function databaseAhead(container: MedusaContainer): Promise<number> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Knex
  const { rows } = await db
    .raw<{ rows: { now: Date }[] }>("SELECT clock_timestamp() AS now")
    .catch(() => ({ rows: [] }))
  return rows[0] ? rows[0].now.getTime() - Date.now() : 0
}
