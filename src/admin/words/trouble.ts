/** All that core says of an error it does not know. */
const UNKNOWN = "An unknown error occurred."

/**
 * Failures whose only sentence is the browser's or core's own, in English whatever the dashboard speaks.
 * @returns which words of the catalogue to say instead, or null where the server's sentence is to be told
 */
export function troubleOf(error: Error): "offline" | "broken" | null {
  // What `fetch` throws when no answer came at all.
  if (error instanceof TypeError) return "offline"
  const status = "status" in error ? Number(error.status) : 0
  // A proxy's error page has no sentence of ours either.
  if (error.message === UNKNOWN || status >= 502) return "broken"
  return null
}
