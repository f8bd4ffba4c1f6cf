import { SpanKind } from "@medusajs/framework/opentelemetry/api"
import type { CallInfo } from "../qpay"
import { count, observe } from "./instruments"
import { ATTRIBUTES, SPANS } from "./names"
import { quietly } from "./quietly"
import { markFailed, tracer } from "./span"

/** A code of QPay's or ours. One with digits in it might be an id that QPay wrote there. */
const CODE = /^[A-Z][A-Z_]{1,63}$/

/** For the QPay client's `onCall`: a span, a count and a duration for each request. */
export function recordCall({ endpoint, status, ms, attempt, code }: CallInfo): void {
  const attributes = {
    [ATTRIBUTES.endpoint]: endpoint,
    [ATTRIBUTES.result]: resultOf(code),
    // Absent when QPay did not answer.
    ...(status === undefined ? {} : { [ATTRIBUTES.status]: status }),
  }
  count("calls", attributes)
  observe("callDuration", ms / 1000, attributes)
  quietly(() => {
    const now = Date.now()
    const span = tracer.startSpan(SPANS.call, {
      kind: SpanKind.CLIENT,
      startTime: new Date(now - ms),
      attributes: { ...attributes, [ATTRIBUTES.attempt]: attempt },
    })
    if (code !== undefined) markFailed(span)
    span.end(new Date(now))
  })
}

function resultOf(code: string | undefined): string {
  if (code === undefined) return "ok"
  return CODE.test(code) ? code : "OTHER"
}
