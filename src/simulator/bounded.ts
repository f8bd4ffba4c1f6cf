/** A simulator may run for weeks: of everything it records it keeps at most this many, the newest. */
export const KEPT = 20_000

/** Appends, and drops the oldest tenth at once when full, so that a long run does not shift the list on every call. */
export function keep<Item>(list: Item[], item: Item, limit = KEPT): void {
  if (list.length >= limit) {
    list.splice(0, Math.max(1, list.length - limit + Math.ceil(limit / 10)))
  }
  list.push(item)
}

/** Adds to a map and drops its oldest entries beyond the limit. */
export function keepInMap<Value>(
  map: Map<string, Value>,
  key: string,
  value: Value,
  dropped: (value: Value) => void = () => {},
  limit = KEPT
): void {
  map.set(key, value)
  for (const [oldestKey, oldest] of map) {
    if (map.size <= limit) {
      break
    }
    map.delete(oldestKey)
    dropped(oldest)
  }
}
