import { z } from "zod"
import type { State } from "./state"

/** What a fault, and a line of the call log, calls each thing QPay can be asked. */
export const ENDPOINTS = [
  "token",
  "refresh",
  "create",
  "get_invoice",
  "cancel_invoice",
  "check",
  "get_payment",
  "list",
  "refund",
  "cancel_payment",
  "ebarimt",
] as const

export type Endpoint = (typeof ENDPOINTS)[number]

export const FAULT_KINDS = ["status", "cut", "cut_after", "slow", "garbage", "html", "empty_json"] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

export const faultSchema = z.strictObject({
  on: z.enum([...ENDPOINTS, "*"]),
  kind: z.enum(FAULT_KINDS),
  /** HTTP status; 500 for `status`, else 200. */
  status: z.number().int().min(200).max(599).optional(),
  /** Sent as it is: a text as text, anything else as JSON. */
  body: z.unknown().optional(),
  /** Seconds, as the Retry-After header. */
  retry_after: z.number().int().min(0).optional(),
  /** How long `slow` holds the answer back. */
  ms: z.number().int().min(0).max(600_000).default(5000),
  /** How many calls it hits; 0 = until cleared. */
  times: z.number().int().min(0).default(1),
  /** Do what was asked before spoiling the answer. By default only a refusal, a cut and a gateway's page do not. */
  work: z.boolean().optional(),
})

export type Fault = z.infer<typeof faultSchema>

/** The first fault that waits for this endpoint, used up by one. */
export function nextFault(state: State, endpoint: Endpoint): Fault | undefined {
  const index = state.faults.findIndex(({ on }) => on === "*" || on === endpoint)
  const fault = state.faults[index]
  if (fault && fault.times > 0) {
    fault.times -= 1
    if (fault.times === 0) {
      state.faults.splice(index, 1)
    }
  }
  return fault
}

/** Whether the call takes effect although the caller hears something else. */
export function doesWork(fault: Fault): boolean {
  return fault.work ?? ["cut_after", "slow", "garbage", "empty_json"].includes(fault.kind)
}
