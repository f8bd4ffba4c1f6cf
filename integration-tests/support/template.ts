import type { DemoStore } from "../../src/scripts/seed-demo"

export interface TemplateFacts {
  store: DemoStore
  /** Ids of carts that lack nothing but their payment. */
  carts: string[]
}

/** What the run's template database holds. The global setup reads it from the template itself. */
export function templateFacts(): TemplateFacts {
  return JSON.parse(process.env.QPAY_TEST_FACTS as string)
}
