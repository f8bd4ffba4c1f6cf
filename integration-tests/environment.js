/**
 * Settings of the Medusa under test. Each jest worker has its own simulator and its own Medusa on ports of their own.
 * @param {number} worker from 1
 */
function environment(worker) {
  const port = (base) => Number(process.env[base]) + worker
  const [simulator, shop, second] = [
    port("QPAY_TEST_SIM_BASE"),
    port("QPAY_TEST_SHOP_BASE"),
    port("QPAY_TEST_SECOND_BASE"),
  ]
  return {
    MEDUSA_DISABLE_TELEMETRY: "true",
    QPAY_TEST_SIM_PORT: String(simulator),
    QPAY_TEST_SECOND_PORT: String(second),
    QPAY_TEST_REDIS_PORT: String(port("QPAY_TEST_REDIS_BASE")),
    QPAY_USERNAME: "TEST_MERCHANT",
    QPAY_PASSWORD: "123456",
    QPAY_INVOICE_CODE: "TEST_INVOICE",
    QPAY_BASE_URL: `http://127.0.0.1:${simulator}`,
    // The test runner takes its port from here, so that the simulator's callbacks arrive.
    PORT: String(shop),
    QPAY_CALLBACK_URL: `http://127.0.0.1:${shop}/webhooks/qpay`,
    // The second port is a storefront's where no second server runs.
    STORE_CORS: `http://127.0.0.1:${second},http://localhost:8000`,
    // Tests run the job's work themselves, so that they can count QPay's calls.
    QPAY_RECONCILE_EVERY_SECONDS: "0",
    QPAY_BRANCH2_USERNAME: "BRANCH_TWO",
    QPAY_BRANCH2_PASSWORD: "branch-two-password",
    QPAY_BRANCH2_INVOICE_CODE: "BRANCH_TWO_INVOICE",
  }
}

module.exports = { environment }
