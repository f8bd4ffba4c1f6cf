const { loadEnv } = require("@medusajs/framework/utils")
loadEnv("test", process.cwd())

const unit = process.env.TEST_TYPE === "unit"

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
  testTimeout: unit ? 20000 : 120000,
  ...(unit
    ? { testMatch: ["<rootDir>/{src,integration-tests}/**/__tests__/**/*.spec.ts"] }
    : {
        testMatch: ["<rootDir>/integration-tests/**/*.spec.ts"],
        testPathIgnorePatterns: ["/node_modules/", "/__tests__/"], // what supports these tests has unit tests of its own
        globalSetup: "<rootDir>/integration-tests/global-setup.mjs",
        globalTeardown: "<rootDir>/integration-tests/global-teardown.mjs",
        setupFiles: ["<rootDir>/integration-tests/setup.js"],
      }),
}
