const listeners = new Set<() => void>()

/** Whatever is on the screen shows the same ledger: after a change all of it is read again. */
export function announceChange(): void {
  listeners.forEach((listener) => listener())
}

/** @returns how to stop */
export function onChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
