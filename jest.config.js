const path = require("node:path")
const { loadEnv } = require("@medusajs/framework/utils")
const { grouped, ignored } = require("./integration-tests/runner/choice")
loadEnv("test", process.cwd())

const unit = process.env.TEST_TYPE === "unit"

const leftOut = () =>
  ignored({
    whole: process.env.QPAY_TEST_WHOLE === "1",
    tier: process.env.QPAY_TEST_TIER,
    kinds: (process.env.QPAY_TEST_KINDS ?? "http,browser,heavy").split(","),
    grouped: grouped(path.join(__dirname, "integration-tests/groups")),
  })

module.exports = {
  testEnvironment: "node",
  transform: {
    "^.+\\.[jt]sx?$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript", tsx: true, decorators: true }, target: "es2021" } },
    ],
  },
  moduleFileExtensions: ["js", "ts", "json"],
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.demo/"],
  testTimeout: unit ? 120_000 : 600_000, // a limit ends a hang; it measures nothing
  ...(unit
    ? { testMatch: ["<rootDir>/{src,integration-tests}/**/__tests__/**/*.spec.ts"] }
    : {
        testMatch: ["<rootDir>/integration-tests/**/*.spec.ts"],
        // The helpers under integration-tests have unit tests of their own.
        testPathIgnorePatterns: ["/node_modules/", "/__tests__/", ...leftOut()],
        testSequencer: "<rootDir>/integration-tests/runner/sequencer.js",
        globalSetup: "<rootDir>/integration-tests/global-setup.mjs",
        globalTeardown: "<rootDir>/integration-tests/global-teardown.mjs",
        setupFiles: ["<rootDir>/integration-tests/setup.js"],
      }),
}
