import type { Vitals } from "../modules/qpay/ledger"
import { isBehind, isJobLate } from "./settlement"

/** `GET /qpay/health`, for uptime monitors. No ids, no sums. */
export interface Health {
  status: "ok" | "degraded" | "down"
  checks: {
    database: "ok" | "down"
    /** `late`: something is open or due, and the job's last finished run is more than three minutes ago. */
    job: "ok" | "late" | "unknown"
    /** `late`: an invoice is overdue by five minutes, or a callback unanswered for two. */
    backlog: "ok" | "late" | "unknown"
    /** `open`: staff have lines to look at. */
    attention: "ok" | "open" | "unknown"
  }
}

/**
 * Down: nothing can be settled (no database), or nobody does what is left to do (the job is late and work waits).
 * Degraded: one of the two, or staff are needed; callbacks still become orders.
 * @param vitals null when the database did not answer in time
 */
export function judgeHealth(vitals: Vitals | null): Health {
  if (!vitals) {
    const checks = { database: "down", job: "unknown", backlog: "unknown", attention: "unknown" } as const
    return { status: "down", checks }
  }
  const late = isJobLate(vitals)
  const behind = isBehind(vitals)
  const open = vitals.attention_count > 0
  return {
    status: late && behind ? "down" : late || behind || open ? "degraded" : "ok",
    checks: {
      database: "ok",
      job: late ? "late" : "ok",
      backlog: behind ? "late" : "ok",
      attention: open ? "open" : "ok",
    },
  }
}
