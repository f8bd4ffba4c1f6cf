import { count } from "./instruments"
import { SPANS } from "./names"
import { inSpan } from "./span"

/** One run of the job: a span with the counts of its report, and what its readings of QPay's lists found. */
export function observeReconcile(work: () => Promise<Record<string, number>>): Promise<Record<string, number>> {
  return inSpan(SPANS.reconcile, {}, work, (report) => {
    count("found", {}, report?.["with news"] ?? 0)
    return Object.fromEntries(Object.entries(report ?? {}).map(([what, times]) => [attributeOf(what), times]))
  })
}

/** "list calls" → "qpay.reconcile.list_calls" */
function attributeOf(what: string): string {
  return `${SPANS.reconcile}.${what.replace(/ /g, "_")}`
}
