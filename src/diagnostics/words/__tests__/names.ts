/** What is not translated: said as it is, or typed as it is. The only Latin letters that a Mongolian sentence may have. */
export const PHRASES = [
  "`npx medusa start`",
  "`npx medusa db:migrate`",
  "`npx medusa-payment-qpay doctor --live`",
  "`[qpay] reconcile stopped`",
  "`[qpay] reconcile`",
  "timedatectl set-ntp true",
  '"QPay webhook endpoint is active"',
  "GET /webhooks/qpay",
  '{ resolve: "medusa-payment-qpay", options: {} }',
  'environment: "production"',
]

export const NAMES = new Set([
  ...["QPay", "Medusa", "Redis", "PostgreSQL", "MNT", "QR", "NTP", "https", "www", "curl"],
  ...["QPAY_USERNAME", "QPAY_PASSWORD", "QPAY_INVOICE_CODE", "QPAY_CALLBACK_URL", "QPAY_BASE_URL"],
  ...["DATABASE_URL", "NODE_ENV", "MEDUSA_WORKER_MODE", "JWT_SECRET", "COOKIE_SECRET"],
  ...["medusa-config", "env", "plugins", "providers", "resolve", "id", "medusa-payment-qpay/providers/qpay"],
  ...["environment", "baseUrl", "exchangeRates", "reconcileEverySeconds", "redisUrl", "workerMode"],
  ...["production", "shared", "worker", "qpay-reconcile", "webhooks/qpay"],
  ...["medusa", "medusa/caching", "medusa/locking-redis", "medusa/event-bus-redis"].map((name) => `@medusajs/${name}`),
  "@medusajs/medusa/workflow-engine-redis",
])

/** The Latin words of a text that are no name. */
export function foreignWords(text: string): string[] {
  const rest = PHRASES.reduce((left, phrase) => left.replaceAll(phrase, ""), text)
  return (rest.match(/@?\p{Script=Latin}[\w/]*(?:[-.][A-Za-z0-9_]+)*(?:\/[\w-]+)*/gu) ?? []).filter(
    (word) => !NAMES.has(word)
  )
}
