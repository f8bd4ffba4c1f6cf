import { failed, ok, skipped, warning } from "./lines"
import type { Diagnosis } from "./types"

// What is to be said of the store around the plugin. Pure.

export interface RegionFacts {
  name: string
  currency_code: string
  providers: readonly string[]
}

/** @param currencies with an exchange rate, besides mnt */
export function judgeRegions(
  regions: readonly RegionFacts[],
  currencies: readonly string[],
  provider: string
): Diagnosis {
  const check = "region"
  const its = regions.filter(({ providers }) => providers.includes(provider))
  const payable = ["mnt", ...currencies]
  const good = its.filter(({ currency_code }) => payable.includes(currency_code.toLowerCase()))
  const bad = its.filter((region) => !good.includes(region))
  const names = (some: readonly RegionFacts[]) => some.map((r) => `${r.name} (${r.currency_code})`).join(", ")
  if (its.length === 0) {
    return failed(
      check,
      "it is enabled in no region, so no shopper is offered it",
      `enable ${provider} in a region whose currency is MNT (admin: Settings → Regions)`,
      provider
    )
  }
  const fix = "use a region in MNT, or give the provider a rate: exchangeRates: { <currency>: <tugrik> }"
  if (good.length === 0) return failed(check, `enabled only where QPay cannot be paid: ${names(bad)}`, fix, provider)
  if (bad.length > 0) return warning(check, `enabled also where it cannot be paid: ${names(bad)}`, fix, provider)
  return ok(check, `enabled in ${names(good)}`, provider)
}

/** A provider that is no longer in medusa-config; Medusa keeps its name. It matters only where shoppers are offered it. */
export function judgeLeftover(regions: readonly RegionFacts[], provider: string): Diagnosis[] {
  const its = regions.filter(({ providers }) => providers.includes(provider)).map(({ name }) => name)
  if (its.length === 0) return []
  const found = `it is offered in ${its.join(", ")}, but medusa-config has no such entry: choosing it fails`
  const fix = "take it out of the region (admin: Settings → Regions), or give the entry its old id back"
  return [failed("region", found, fix, provider)]
}

export type Columns = Readonly<Record<string, readonly string[]>>

/** @param wanted by the models @param there in the database; table → columns */
export function judgeTables(wanted: Columns, there: Columns): Diagnosis {
  const missing = Object.entries(wanted).flatMap(([table, columns]) => {
    const known = there[table]
    return known ? columns.filter((column) => !known.includes(column)).map((c) => `${table}.${c}`) : [table]
  })
  if (missing.length === 0) return ok("tables", `${Object.keys(wanted).length} tables, all columns there`)
  return failed("tables", `missing: ${missing.join(", ")}`, "run `npx medusa db:migrate`")
}

/** Where a module keeps its state. `none`: not configured. `other`: something we do not know, and trust. */
export type ModuleKind = "memory" | "redis" | "postgres" | "other" | "none"

export interface ModuleFacts {
  locking: ModuleKind
  event_bus: ModuleKind
  workflows: ModuleKind
  caching: ModuleKind
  /** What speaks for several servers, e.g. "NODE_ENV is production"; empty when nothing does. */
  several: readonly string[]
}

/** Whether Medusa's own modules fit the number of servers. */
export function judgeModules(facts: ModuleFacts): Diagnosis[] {
  const { several } = facts
  const because = several.join(", ")
  const inMemory = (check: string, kind: ModuleKind, risk: string, fix: string) => {
    if (kind !== "memory") return ok(check, kind === "other" ? "a module of the store's own" : kind)
    if (several.length === 0) return ok(check, "in this server's memory: fine for one server")
    return warning(check, `in this server's memory, though ${because}: ${risk}`, fix)
  }
  const locking =
    facts.locking === "postgres"
      ? warning(
          "locking",
          "in PostgreSQL: it never ends the locks of a server that died, so a cart may stay locked for ever",
          "use Medusa's Redis locking provider (@medusajs/medusa/locking-redis)"
        )
      : inMemory(
          "locking",
          facts.locking,
          "two servers could complete one cart at once",
          "with several servers use Medusa's Redis locking provider (@medusajs/medusa/locking-redis)"
        )
  const noCache = facts.caching === "none" || facts.caching === "memory"
  const caching =
    noCache && several.length > 0
      ? warning(
          "caching",
          `QPay's token is not shared, though ${because}: each server logs in for itself, which may end another's token`,
          "with several servers configure Medusa's Caching Module with Redis (@medusajs/medusa/caching)"
        )
      : ok("caching", noCache ? "QPay's token is this server's own: fine for one server" : facts.caching)
  return [
    locking,
    inMemory(
      "event_bus",
      facts.event_bus,
      "events reach one server only, and end with it",
      "use Medusa's Redis event bus (@medusajs/medusa/event-bus-redis)"
    ),
    inMemory(
      "workflows",
      facts.workflows,
      "what is under way ends with the server",
      "use Medusa's Redis workflow engine (@medusajs/medusa/workflow-engine-redis)"
    ),
    caching,
  ]
}

/** @param range a caret range, as this package declares @param installed what the store has; null when it cannot be told */
export function judgeVersion(range: string, installed: string | null): Diagnosis {
  if (!installed) return skipped("version", "Medusa's version cannot be told from here")
  if (fitsCaret(range, installed)) return ok("version", `Medusa ${installed}`)
  return warning(
    "version",
    `Medusa ${installed} is outside ${range}, for which this plugin is made`,
    `install @medusajs/medusa@${range}, all of Medusa's packages alike, or a plugin version that fits`
  )
}

/** ^2.21.2 takes 2.21.2 and newer, below 3; a release candidate counts as its release. */
function fitsCaret(range: string, version: string): boolean {
  const numbers = (text: string) => text.replace(/^\D+/, "").split(/[.+-]/, 3).map(Number)
  const [major = 0, minor = 0, patch = 0] = numbers(range)
  const [itsMajor = NaN, itsMinor = NaN, itsPatch = NaN] = numbers(version)
  if (itsMajor !== major) return false
  return itsMinor > minor || (itsMinor === minor && itsPatch >= patch)
}
