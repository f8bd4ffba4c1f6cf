import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { readVitals, type Vitals } from "../modules/qpay/ledger"
import { RECONCILE_JOB } from "../settlement/heartbeat"
import { type Health, judgeHealth } from "./health"

const PATIENCE_MS = 2_000

/** A query without an answer for so long may sit on a dead connection: whoever asks next gets another one. */
const HUNG_MS = 10_000
const MOST_UNDER_WAY = 3

interface Reading {
  begunAt: number
  vitals: Promise<Vitals | null>
}

/** Shared by all who ask: a database that hangs is not asked again and again. */
const underWay = new WeakMap<Knex, Set<Reading>>()

/** Costs one small query and no call to QPay. Never throws. */
export async function readHealth(
  container: MedusaContainer,
  patienceMs: number = PATIENCE_MS,
  now: number = Date.now()
): Promise<Health> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Knex
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs)
  })
  const vitals = await Promise.race([read(db, now), tooLate])
  clearTimeout(timer)
  return judgeHealth(vitals)
}

function read(db: Knex, now: number): Promise<Vitals | null> {
  const readings = underWay.get(db) ?? new Set<Reading>()
  underWay.set(db, readings)
  const newest = [...readings].at(-1)
  if (newest && (now - newest.begunAt < HUNG_MS || readings.size >= MOST_UNDER_WAY)) return newest.vitals
  const vitals = readVitals(db, RECONCILE_JOB).catch(() => null)
  const reading = { begunAt: now, vitals }
  readings.add(reading)
  void vitals.finally(() => readings.delete(reading))
  return vitals
}
