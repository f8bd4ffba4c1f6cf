import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import { readCallbackRecord, readVitals } from "../modules/qpay/ledger"
import { deskOfProvider, type QPayDesk } from "../settlement/desk"
import { RECONCILE_JOB } from "../settlement/heartbeat"
import { check, lastWords } from "./check"
import { readModules, readProviders, readRegions, readTables, wantedTables } from "./gather"
import { failed, ok, skipped } from "./lines"
import { installedVersion, ownManifest } from "./manifest"
import { diagnoseProvider } from "./provider"
import { withoutSecrets } from "./redaction"
import { secretsOf } from "./secrets"
import { judgeAttention, judgeBacklog, judgeCallbacks, judgeJob } from "./settlement"
import { judgeLeftover, judgeModules, judgeTables, judgeVersion } from "./store"
import type { Diagnosis, Diagnostics } from "./types"

/** For everything but a trial invoice. */
const WITHIN_MS = 20_000
const LIVE_MS = 90_000
/** The database answers at once, or everything else waits in vain. */
const DATABASE_MS = 5_000
const MEDUSA = "@medusajs/medusa"

export interface DiagnoseOptions {
  /** Also has QPay issue an invoice of ₮100 and cancels it. Without it no check creates anything at QPay. */
  live?: boolean
  now?: Date
  /** Instead of this process's own; null when it cannot be told. */
  workerMode?: string | null
}

/**
 * Looks at everything that a shop needs to take QPay payments. Every check is independent of the others and bounded;
 * one that cannot be made is a failed line. No line holds a secret. Never throws.
 */
export async function diagnose(
  container: MedusaContainer,
  { live = false, now = new Date(), workerMode }: DiagnoseOptions = {}
): Promise<Diagnostics> {
  const started = performance.now()
  const database = await check(
    "database",
    null,
    DATABASE_MS,
    () => judgeDatabase(container),
    (w) => w.database.fix
  )
  const tables = await check("tables", null, DATABASE_MS, () => diagnoseTables(container, isGood(database)))
  const ledger = isGood(database) && isGood(tables)
  const left = () => Math.max(1_000, WITHIN_MS - (performance.now() - started))
  const entries = readEntries(container)
  // Whoever needs them hears of their failure; until then nobody listens.
  entries.catch(() => undefined)
  const rest = await Promise.all([
    diagnoseProviders(container, entries, { live, now, ledger, withinMs: left() }),
    check("modules", null, left(), () => judgeModules(readModules(container, workerMode))),
    ledger
      ? check("job", null, left(), () => diagnoseSettlement(container, entries, now))
      : ["job", "backlog", "callbacks", "attention"].map((name) => skipped(name, (w) => w.any.needs_ledger)),
    check("version", null, left(), () => diagnoseVersion()),
  ])
  const checks = withoutSecrets([...database, ...tables, ...rest.flat()], secretsOf(container))
  return {
    healthy: checks.every(({ state }) => state !== "failed"),
    checks,
    took_ms: Math.round(performance.now() - started),
  }
}

function isGood(lines: readonly Diagnosis[]): boolean {
  return lines.every(({ state }) => state === "ok")
}

async function judgeDatabase(container: MedusaContainer): Promise<Diagnosis> {
  const db = dbOf(container)
  try {
    await db.raw("SELECT 1")
    return ok("database", (w) => w.database.fine)
  } catch (error) {
    return failed("database", (w) => w.database.away(lastWords(error)))
  }
}

async function diagnoseTables(container: MedusaContainer, database: boolean): Promise<Diagnosis> {
  if (!database) return skipped("tables", (w) => w.tables.needs_database)
  if (!container.hasRegistration(QPAY_MODULE)) return failed("tables", (w) => w.tables.no_plugin)
  return judgeTables(wantedTables(), await readTables(dbOf(container)))
}

async function diagnoseProviders(
  container: MedusaContainer,
  entries: Promise<Entry[]>,
  run: { live: boolean; now: Date; ledger: boolean; withinMs: number }
): Promise<Diagnosis[]> {
  const regions = readRegions(container)
  regions.catch(() => undefined)
  return check("options", null, run.live ? LIVE_MS : run.withinMs + 1_000, async () => {
    const found = await entries
    const lines = found.map(async ({ provider, desk, problem }) => {
      if (!desk)
        return problem === null
          ? judgeLeftover(await regions, provider)
          : [failed("options", (w) => w.options.unbuildable(problem), provider)]
      const complete = ok("options", (w) => w.options.fine, provider)
      return [complete, ...(await diagnoseProvider(container, provider, desk, { ...run, regions }))]
    })
    const none = found.some(({ desk, problem }) => desk || problem !== null)
      ? []
      : [failed("options", (w) => w.options.none)]
    return [...none, ...(await Promise.all(lines)).flat()]
  })
}

interface Entry {
  provider: string
  desk: QPayDesk | null
  /** Why there is no desk; null when the provider is only a leftover in Medusa's database. */
  problem: string | null
}

async function readEntries(container: MedusaContainer): Promise<Entry[]> {
  return Promise.all((await readProviders(container)).map((id) => findEntry(container, id)))
}

async function findEntry(container: MedusaContainer, provider: string): Promise<Entry> {
  try {
    return { provider, desk: await deskOfProvider(container, provider), problem: null }
  } catch (error) {
    // Medusa's own words for an entry that is not there; with others it tells why one that is there does not work.
    const leftover = /Unable to retrieve the payment provider with id: \S+\s*\n/.test((error as Error).message)
    return { provider, desk: null, problem: leftover ? null : lastWords(error) }
  }
}

async function diagnoseSettlement(
  container: MedusaContainer,
  entries: Promise<Entry[]>,
  now: Date
): Promise<Diagnosis[]> {
  const db = dbOf(container)
  const [vitals, record] = await Promise.all([readVitals(db, RECONCILE_JOB), readCallbackRecord(db)])
  const neverListed = (await entries).filter(({ desk }) => desk?.reconcile.everySeconds === 0)
  return [
    judgeJob(
      vitals,
      neverListed.map(({ provider }) => provider)
    ),
    judgeBacklog(vitals),
    judgeCallbacks(record, now),
    judgeAttention(vitals),
  ]
}

function diagnoseVersion(): Diagnosis {
  const range = ownManifest()?.peerDependencies?.[MEDUSA]
  if (!range) return skipped("version", (w) => w.version.unknown)
  return judgeVersion(range, installedVersion(MEDUSA, process.cwd()))
}

function dbOf(container: MedusaContainer): Knex {
  return container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Knex
}
