import { type Attributes, context, type Span, SpanStatusCode, trace } from "@medusajs/framework/opentelemetry/api"
import { Tracer } from "@medusajs/framework/telemetry"
import { SCOPE } from "./names"
import { quietly } from "./quietly"

export const tracer = new Tracer(SCOPE).getOTTracer()

/**
 * Runs work in a span of its own; what it starts becomes its children. Of an error only the fact is kept: its text may
 * hold a whole statement, with ids.
 * @param tell what came of it, null when it threw: more attributes for the span
 * @throws what `work` throws, and nothing else
 */
export async function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
  tell: (result: T | null) => Attributes
): Promise<T> {
  const span = quietly(() => tracer.startSpan(name, { attributes }))
  const scope = span ? trace.setSpan(context.active(), span) : context.active()
  try {
    const result = await context.with(scope, work)
    quietly(() => span?.setAttributes(tell(result)))
    return result
  } catch (error) {
    quietly(() => span?.setAttributes(tell(null)))
    quietly(() => markFailed(span))
    throw error
  } finally {
    quietly(() => span?.end())
  }
}

export function markFailed(span: Span | undefined): void {
  span?.setStatus({ code: SpanStatusCode.ERROR })
}
