import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { readVitals, type Vitals } from "../modules/qpay/ledger"
import { RECONCILE_JOB } from "../settlement/heartbeat"
import { type Health, judgeHealth } from "./health"

const PATIENCE_MS = 2_000

/** One query at a time for all who ask: a database that hangs is not asked again and again. */
const underWay = new WeakMap<Knex, Promise<Vitals | null>>()

/** Costs one small query and no call to QPay. Never throws. */
export async function readHealth(container: MedusaContainer, patienceMs: number = PATIENCE_MS): Promise<Health> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Knex
  let reading = underWay.get(db)
  if (!reading) {
    reading = readVitals(db, RECONCILE_JOB)
      .catch(() => null)
      .finally(() => underWay.delete(db))
    underWay.set(db, reading)
  }
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs)
  })
  const vitals = await Promise.race([reading, tooLate])
  clearTimeout(timer)
  return judgeHealth(vitals)
}
