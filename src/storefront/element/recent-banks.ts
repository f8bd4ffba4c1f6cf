const KEY = "qpay-recent-banks"
const KEPT = 4

/** Keys of the banks used last on this device, latest first. Empty where the browser keeps nothing. */
export function recentBanks(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]")
    return Array.isArray(kept) ? kept.filter((key) => typeof key === "string").slice(0, KEPT) : []
  } catch {
    return []
  }
}

export function rememberBank(key: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([key, ...recentBanks().filter((other) => other !== key)].slice(0, KEPT)))
  } catch {
    // A convenience only.
  }
}
