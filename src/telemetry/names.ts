/** The instrumentation scope of every span and metric. */
export const SCOPE = "medusa-payment-qpay"

export const SPANS = {
  settle: "qpay.settle",
  call: "qpay.call",
  reconcile: "qpay.reconcile",
} as const

/** All that an attribute may hold is a word of a short list, a number or a yes and no: never an id, a text or a person. */
export const ATTRIBUTES = {
  actor: "qpay.actor",
  asked: "qpay.asked",
  attempt: "qpay.attempt",
  endpoint: "qpay.endpoint",
  outcome: "qpay.outcome",
  reason: "qpay.reason",
  result: "qpay.result",
  /** OpenTelemetry's own name for it. */
  status: "http.response.status_code",
} as const

export const COUNTERS = {
  callbacks: { name: "qpay.callbacks", unit: "{callback}", description: "Callbacks by what came of them" },
  calls: { name: "qpay.calls", unit: "{call}", description: "Requests sent to QPay, repeats included" },
  found: { name: "qpay.sweep.found", unit: "{invoice}", description: "Invoices of which QPay's list told more" },
  attention: { name: "qpay.attention", unit: "{line}", description: "Attention lines opened, reopened or raised" },
} as const

export const HISTOGRAMS = {
  settleDuration: { name: "qpay.settle.duration", unit: "s", description: "From a knock to the stored fact" },
  callDuration: { name: "qpay.call.duration", unit: "s", description: "One request to QPay" },
} as const

/** Upper bounds in seconds: from a look into the ledger to QPay's slowest invoice. */
export const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60]
