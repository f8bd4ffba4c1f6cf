import type { MedusaContainer } from "@medusajs/framework/types"
import type { ReconcileReport } from "./reconcile"
import { ledgerOf } from "./sale"

/** The job's name in Medusa, and of its pulse. */
export const RECONCILE_JOB = "qpay-reconcile"

const EVERY_MS = 60_000
let lastBeat = -Infinity

/** Leaves a sign of a run that came to its end, at most once a minute: any server can tell then that the job lives. */
export async function beat(
  container: MedusaContainer,
  report: ReconcileReport,
  now: number = performance.now()
): Promise<void> {
  if (now - lastBeat < EVERY_MS) return
  await ledgerOf(container).pulses.beat(RECONCILE_JOB, report)
  lastBeat = now
}
