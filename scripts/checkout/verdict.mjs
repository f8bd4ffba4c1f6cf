const LIMIT_MS = 2000
/** Log-ins, and the job's reading of the list, serve all invoices. */
const NOT_FOR_THIS_ORDER = ["token", "refresh", "list"]

/** What a good purchase looks like. An empty list: nothing to complain about. */
export function complaints({ calls, toOrderMs, order }) {
  const found = []
  const made = calls.map((call) => call.endpoint).filter((name) => !NOT_FOR_THIS_ORDER.includes(name))
  if (made.length !== 2) found.push(`two QPay calls were expected (create, check), ${made.length} were made: ${made}`)
  if (order.captured !== order.total || order.status !== "captured") {
    found.push(
      `the order is ${order.status}: ₮${order.captured.toLocaleString("en-US")} of ₮${order.total.toLocaleString("en-US")} captured`
    )
  }
  if (toOrderMs > LIMIT_MS) found.push(`payment to order took ${toOrderMs} ms, more than ${LIMIT_MS} ms`)
  return found
}
