import type { CallbackRecord, Vitals } from "../modules/qpay/ledger"
import { formatTugrik } from "../qpay"
import { failed, ok, span, warning } from "./lines"
import type { Diagnosis } from "./types"

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
  const last = job_age === null ? "it has never run to its end" : `it last ran ${span(job_age)} ago`
  if (isJobLate(vitals)) {
    return failed(
      "job",
      `qpay-reconcile stands still while invoices are open or due: ${last}`,
      "run a server with MEDUSA_WORKER_MODE shared or worker, and look in its log for `[qpay] reconcile stopped`"
    )
  }
  if (neverListed.length > 0) {
    return warning(
      "job",
      `reconcileEverySeconds is 0 for ${neverListed.join(", ")}: lost callbacks stay lost`,
      "leave reconcileEverySeconds out (60), or set it to 10 or more"
    )
  }
  return ok("job", busy ? last : `nothing is open or due; ${last}`)
}

export function judgeBacklog(vitals: Vitals): Diagnosis {
  if (!isBehind(vitals)) return ok("backlog", "nothing waits longer than it should")
  const { overdue, unanswered } = vitals
  const found = [
    overdue > OVERDUE_SECONDS && `an invoice has been due for ${span(overdue)}`,
    unanswered > UNANSWERED_SECONDS && `a callback has waited for its answer for ${span(unanswered)}`,
  ].filter((part) => typeof part === "string")
  return failed(
    "backlog",
    found.join("; "),
    "look in the log for `[qpay] reconcile`: QPay may be away, or an invoice's provider no longer configured"
  )
}

export function judgeCallbacks(record: CallbackRecord, now: Date): Diagnosis {
  const { payments, announced, found_first, last_callback_at } = record
  const last = last_callback_at
    ? `the last callback came ${span(Math.max(0, now.getTime() - last_callback_at.getTime()) / 1000)} ago`
    : "no callback has ever come"
  if (payments === 0) return ok("callbacks", `no payments yet to judge by; ${last}`)
  const found = `callbacks told of ${announced} of the last ${payments} payments, of ${found_first} first; ${last}`
  const fix =
    "see callback_reach; if that is good, ask QPay whether its callbacks are blocked: the host's firewall or bot protection must let GET /webhooks/qpay pass"
  if (announced === 0) return failed("callbacks", found, fix)
  return announced / payments < FEW_CALLBACKS ? warning("callbacks", found, fix) : ok("callbacks", found)
}

export function judgeAttention({ attention_count, attention_amount }: Vitals): Diagnosis {
  if (attention_count === 0) return ok("attention", "the list is empty")
  const lines = attention_count === 1 ? "1 open line" : `${attention_count} open lines`
  return warning(
    "attention",
    `${lines}, ${formatTugrik(attention_amount)} at stake`,
    "open QPay in Medusa admin and resolve each line"
  )
}
