// Runs in every spec file before it imports anything.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")

// Entities of the spec file before this one, in the same process, would clash with those of this one.
MetadataStorage.clear()

/** Each jest worker has its own simulator and its own Medusa on ports of their own. */
const worker = Number(process.env.JEST_WORKER_ID)
const simulatorPort = Number(process.env.QPAY_TEST_SIM_BASE) + worker
const port = Number(process.env.QPAY_TEST_SHOP_BASE) + worker

const defaults = {
  MEDUSA_DISABLE_TELEMETRY: "true",
  QPAY_TEST_SIM_PORT: String(simulatorPort),
  QPAY_TEST_SECOND_PORT: String(Number(process.env.QPAY_TEST_SECOND_BASE) + worker),
  QPAY_TEST_REDIS_PORT: String(Number(process.env.QPAY_TEST_REDIS_BASE) + worker),
  QPAY_USERNAME: "TEST_MERCHANT",
  QPAY_PASSWORD: "123456",
  QPAY_INVOICE_CODE: "TEST_INVOICE",
  QPAY_BASE_URL: `http://127.0.0.1:${simulatorPort}`,
  // The test runner takes its port from here, so that the simulator's callbacks arrive.
  PORT: String(port),
  QPAY_CALLBACK_URL: `http://127.0.0.1:${port}/webhooks/qpay`,
  // The second port is a storefront's where no second server runs.
  STORE_CORS: `http://127.0.0.1:${Number(process.env.QPAY_TEST_SECOND_BASE) + worker},http://localhost:8000`,
  // Tests run the job's work themselves, so that they can count QPay's calls.
  QPAY_RECONCILE_EVERY_SECONDS: "0",
  QPAY_BRANCH2_USERNAME: "BRANCH_TWO",
  QPAY_BRANCH2_PASSWORD: "branch-two-password",
  QPAY_BRANCH2_INVOICE_CODE: "BRANCH_TWO_INVOICE",
}

// Not only when unset: a developer's own .env with a real merchant must never reach a test.
Object.assign(process.env, defaults)

// Medusa tells at length how it starts; LOG_LEVEL=info shows it again.
process.env.LOG_LEVEL ??= "error"
