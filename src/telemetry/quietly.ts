/** OpenTelemetry forbids its parts to throw, but exporters and processors are anybody's. Money must not wait on them. */
export function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
