import type { CallbackAttempt } from "../state"

/** A callback as the control calls that caused it report it: without the address, which the caller knows. */
export function attemptView({ payment_id, method, status, body, ms, error }: CallbackAttempt): object {
  return { payment_id, method, status, body, ms, error }
}
