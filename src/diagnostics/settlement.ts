import type { CallbackRecord, Vitals } from "../modules/qpay/ledger"
import { formatTugrik } from "../qpay"
import { failed, ok, warning } from "./lines"
import type { Diagnosis } from "./types"
import type { Advice } from "./words"

// How settlement is doing, by what it left in the ledger. Pure.

/** The job leaves a pulse once a minute. */
export const JOB_LATE_SECONDS = 180
export const OVERDUE_SECONDS = 300
export const UNANSWERED_SECONDS = 120
const FEW_CALLBACKS = 0.8

/** Nothing open, nothing due: then nobody misses the job. */
export function isJobLate({ busy, job_age }: Vitals): boolean {
  return busy && (job_age === null || job_age > JOB_LATE_SECONDS)
}

export function isBehind({ overdue, unanswered }: Vitals): boolean {
  return overdue > OVERDUE_SECONDS || unanswered > UNANSWERED_SECONDS
}

/** @param neverListed providers whose `reconcileEverySeconds` is 0 */
export function judgeJob(vitals: Vitals, neverListed: readonly string[]): Diagnosis {
  const { busy, job_age } = vitals
  if (isJobLate(vitals)) return failed("job", (w) => w.job.still(job_age))
  if (neverListed.length > 0) return warning("job", (w) => w.job.never_listed(neverListed.join(", ")))
  return ok("job", (w) => (busy ? w.job.busy(job_age) : w.job.idle(job_age)))
}

export function judgeBacklog(vitals: Vitals): Diagnosis {
  if (!isBehind(vitals)) return ok("backlog", (w) => w.backlog.fine)
  const overdue = vitals.overdue > OVERDUE_SECONDS ? vitals.overdue : null
  const unanswered = vitals.unanswered > UNANSWERED_SECONDS ? vitals.unanswered : null
  return failed("backlog", (w) => w.backlog.behind(overdue, unanswered))
}

export function judgeCallbacks(record: CallbackRecord, now: Date): Diagnosis {
  const { payments, announced, found_first, last_callback_at } = record
  const age = last_callback_at && Math.max(0, now.getTime() - last_callback_at.getTime()) / 1000
  if (payments === 0) return ok("callbacks", (w) => w.callbacks.no_payments(age))
  const told: Advice = (w) => w.callbacks.told(payments, announced, found_first, age)
  if (announced === 0) return failed("callbacks", told)
  return announced / payments < FEW_CALLBACKS ? warning("callbacks", told) : ok("callbacks", (w) => told(w).found)
}

export function judgeAttention({ attention_count, attention_amount }: Vitals): Diagnosis {
  if (attention_count === 0) return ok("attention", (w) => w.attention.fine)
  return warning("attention", (w) => w.attention.open(attention_count, formatTugrik(attention_amount)))
}
