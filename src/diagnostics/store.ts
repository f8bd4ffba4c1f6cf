import { failed, ok, skipped, warning } from "./lines"
import type { Diagnosis } from "./types"
import type { Sentence } from "./words"

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
  if (its.length === 0) return failed(check, (w) => w.region.nowhere(provider), provider)
  if (good.length === 0) return failed(check, (w) => w.region.unpayable(names(bad)), provider)
  if (bad.length > 0) return warning(check, (w) => w.region.partly(names(bad)), provider)
  return ok(check, (w) => w.region.fine(names(good)), provider)
}

/** A provider that is no longer in medusa-config; Medusa keeps its name. It matters only where shoppers are offered it. */
export function judgeLeftover(regions: readonly RegionFacts[], provider: string): Diagnosis[] {
  const its = regions.filter(({ providers }) => providers.includes(provider)).map(({ name }) => name)
  if (its.length === 0) return []
  return [failed("region", (w) => w.region.leftover(its.join(", ")), provider)]
}

export type Columns = Readonly<Record<string, readonly string[]>>

/** @param wanted by the models @param there in the database; table → columns */
export function judgeTables(wanted: Columns, there: Columns): Diagnosis {
  const missing = Object.entries(wanted).flatMap(([table, columns]) => {
    const known = there[table]
    return known ? columns.filter((column) => !known.includes(column)).map((c) => `${table}.${c}`) : [table]
  })
  if (missing.length === 0) return ok("tables", (w) => w.tables.fine(Object.keys(wanted).length))
  return failed("tables", (w) => w.tables.missing(missing.join(", ")))
}

/** Where a module keeps its state. `none`: not configured. `other`: something we do not know, and trust. */
export type ModuleKind = "memory" | "redis" | "postgres" | "other" | "none"

export interface ModuleFacts {
  locking: ModuleKind
  event_bus: ModuleKind
  workflows: ModuleKind
  caching: ModuleKind
  /** What speaks for several servers, e.g. "NODE_ENV is production"; empty when nothing does. */
  several: readonly Sentence[]
}

/** Whether Medusa's own modules fit the number of servers. */
export function judgeModules({ several, caching, ...kinds }: ModuleFacts): Diagnosis[] {
  const because: Sentence = (words) => several.map((sign) => sign(words)).join(", ")
  const judge = (check: keyof typeof kinds): Diagnosis => {
    const kind = kinds[check]
    if (check === "locking" && kind === "postgres") return warning(check, (w) => w.locking.postgres)
    if (kind !== "memory") return ok(check, keptIn(kind))
    if (several.length === 0) return ok(check, (w) => w.modules.alone)
    return warning(check, (w) => w[check].memory(because(w)))
  }
  return [judge("locking"), judge("event_bus"), judge("workflows"), judgeCaching(caching, several, because)]
}

/** Without a cache each server has a token of its own, which one server does not mind. */
function judgeCaching(kind: ModuleKind, several: readonly Sentence[], because: Sentence): Diagnosis {
  if (kind !== "none" && kind !== "memory") return ok("caching", keptIn(kind))
  if (several.length === 0) return ok("caching", (w) => w.caching.alone)
  return warning("caching", (w) => w.caching.not_shared(because(w)))
}

function keptIn(kind: ModuleKind): Sentence {
  return ({ modules: w }) => (kind === "redis" ? w.redis : kind === "postgres" ? w.postgres : w.own)
}

/** @param range a caret range, as this package declares @param installed what the store has; null when it cannot be told */
export function judgeVersion(range: string, installed: string | null): Diagnosis {
  if (!installed) return skipped("version", (w) => w.version.not_from_here)
  if (fitsCaret(range, installed)) return ok("version", (w) => w.version.fine(installed))
  return warning("version", (w) => w.version.outside(installed, range))
}

/** ^2.21.2 takes 2.21.2 and newer, below 3; a release candidate counts as its release. */
function fitsCaret(range: string, version: string): boolean {
  const numbers = (text: string) => text.replace(/^\D+/, "").split(/[.+-]/, 3).map(Number)
  const [major = 0, minor = 0, patch = 0] = numbers(range)
  const [itsMajor = NaN, itsMinor = NaN, itsPatch = NaN] = numbers(version)
  if (itsMajor !== major) return false
  return itsMinor > minor || (itsMinor === minor && itsPatch >= patch)
}
