import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { TABLES } from "../modules/qpay/tables"
import type { Columns, ModuleFacts, ModuleKind, RegionFacts } from "./store"
import type { Sentence } from "./words"

// Facts about the store, read where they are. Nothing is judged here.

const PROVIDER = /^pp_qpay(_|$)/

/** Ids of the QPay entries in medusa-config. */
export async function readProviders(container: MedusaContainer): Promise<string[]> {
  const providers = await container.resolve(Modules.PAYMENT).listPaymentProviders({ is_enabled: true })
  return providers.map(({ id }) => id).filter((id) => PROVIDER.test(id))
}

export async function readRegions(container: MedusaContainer): Promise<RegionFacts[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "region",
    fields: ["name", "currency_code", "payment_providers.id"],
  })
  return (data as { name: string; currency_code: string; payment_providers?: ({ id: string } | null)[] }[]).map(
    ({ name, currency_code, payment_providers }) => ({
      name,
      currency_code,
      providers: (payment_providers ?? []).flatMap((provider) => provider?.id ?? []),
    })
  )
}

/** The tables and columns that the ledger's models stand for. */
export function wantedTables(): Columns {
  return Object.fromEntries(
    Object.values(TABLES).map((entity) => {
      const { tableName, schema } = entity.parse()
      return [tableName, Object.keys(schema)]
    })
  )
}

export async function readTables(db: Knex): Promise<Columns> {
  const { rows } = await db.raw<{ rows: { table: string; columns: string[] }[] }>(
    `SELECT c.relname AS table, array_agg(a.attname::text) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.oid = ANY (SELECT to_regclass(name) FROM unnest(?::text[]) AS name)
      GROUP BY c.relname`,
    [Object.keys(wantedTables())]
  )
  return Object.fromEntries(rows.map(({ table, columns }) => [table, columns]))
}

/** @param workerMode instead of the configured one; null when it cannot be told */
export function readModules(container: MedusaContainer, workerMode?: string | null): ModuleFacts {
  const { modules = {}, projectConfig } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const mode = workerMode === undefined ? projectConfig.workerMode : workerMode
  const of = (name: string) => modules[name] as ModuleEntry | undefined
  return {
    locking: kindOf(defaultProvider(of(Modules.LOCKING))),
    event_bus: kindOf(of(Modules.EVENT_BUS)),
    workflows: kindOf(of(Modules.WORKFLOW_ENGINE)),
    caching: of(Modules.CACHING) ? kindOf(defaultProvider(of(Modules.CACHING))) : "none",
    several: signsOfSeveral(projectConfig.redisUrl, mode),
  }
}

function signsOfSeveral(redisUrl: string | undefined, workerMode: string | null | undefined): Sentence[] {
  const signs: Sentence[] = []
  if (process.env.NODE_ENV === "production") signs.push((w) => w.modules.production)
  if (redisUrl) signs.push((w) => w.modules.redis_url)
  if (workerMode && workerMode !== "shared") signs.push((w) => w.modules.worker_mode(workerMode))
  return signs
}

interface ModuleEntry {
  resolve?: unknown
  options?: { providers?: { resolve?: unknown; is_default?: boolean }[] }
}

/** Medusa's own choice: what says so, else the only one there is, else the one in memory. */
function defaultProvider(entry: ModuleEntry | undefined): { resolve?: unknown } {
  const providers = entry?.options?.providers ?? []
  const [only] = providers.length === 1 ? providers : []
  return providers.find(({ is_default }) => is_default) ?? only ?? { resolve: "inmemory" }
}

function kindOf(entry: { resolve?: unknown } | undefined): ModuleKind {
  const name = typeof entry?.resolve === "string" ? entry.resolve : ""
  if (/redis/i.test(name)) return "redis"
  if (/postgres/i.test(name)) return "postgres"
  return entry === undefined || /(in-?memory|event-bus-local)/i.test(name) ? "memory" : "other"
}
