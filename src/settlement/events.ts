import { AsyncLocalStorage } from "node:async_hooks"

/**
 * The provider has met something settlement should look at: a session it refused to drop, or money that must not
 * become an order. Data: `{ session_id }`.
 */
export const SETTLE_REQUESTED = "qpay.settle_requested"

const settling = new AsyncLocalStorage<true>()

/** Runs work of settlement's own. What the provider meets in it wakes nobody: settlement is looking already. */
export function withoutWaking<T>(work: () => Promise<T>): Promise<T> {
  return settling.run(true, work)
}

export function mayWake(): boolean {
  return settling.getStore() === undefined
}
