// The demo store and the test app. A store that installs the plugin writes its own: see README.
import { defineConfig, loadEnv, Modules } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

const env = process.env
const redisUrl = env.REDIS_URL

/** Known to everybody, so only for the demo and the tests: in production Medusa refuses to start without one. */
const demoSecret = env.NODE_ENV === "production" ? undefined : "demo-secret-for-this-machine-only"

const workerModes = ["shared", "worker", "server"] as const
const workerMode = workerModes.find((mode) => mode === env.MEDUSA_WORKER_MODE) ?? "shared"

function numberFrom(value: string | undefined): number | undefined {
  return value ? Number(value) : undefined
}

const qpay = {
  resolve: "./src/providers/qpay",
  id: "qpay",
  options: {
    username: env.QPAY_USERNAME,
    password: env.QPAY_PASSWORD,
    invoiceCode: env.QPAY_INVOICE_CODE,
    baseUrl: env.QPAY_BASE_URL,
    callbackUrl: env.QPAY_CALLBACK_URL,
    expiresInMinutes: numberFrom(env.QPAY_EXPIRES_IN_MINUTES),
    reconcileEverySeconds: numberFrom(env.QPAY_RECONCILE_EVERY_SECONDS),
  },
}

/** A second QPay account, to show and test that accounts do not mix. */
const branch2 = {
  ...qpay,
  id: "branch2",
  options: {
    ...qpay.options,
    username: env.QPAY_BRANCH2_USERNAME,
    password: env.QPAY_BRANCH2_PASSWORD,
    invoiceCode: env.QPAY_BRANCH2_INVOICE_CODE,
  },
}

const redisModules = [
  { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl } },
  { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
  {
    resolve: "@medusajs/medusa/locking",
    options: {
      providers: [
        { resolve: "@medusajs/medusa/locking-redis", id: "locking-redis", is_default: true, options: { redisUrl } },
      ],
    },
  },
  {
    resolve: "@medusajs/medusa/caching",
    options: {
      providers: [{ resolve: "@medusajs/caching-redis", id: "caching-redis", is_default: true, options: { redisUrl } }],
    },
  },
]

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    redisUrl,
    workerMode,
    http: {
      storeCors: env.STORE_CORS || "http://localhost:8000,http://127.0.0.1:8000",
      adminCors: env.ADMIN_CORS || "http://localhost:9000,http://127.0.0.1:9000",
      authCors: env.AUTH_CORS || "http://localhost:9000,http://127.0.0.1:9000",
      jwtSecret: env.JWT_SECRET || demoSecret,
      cookieSecret: env.COOKIE_SECRET || demoSecret,
    },
  },
  admin: { disable: env.DISABLE_ADMIN === "true", path: "/app" },
  modules: [
    { resolve: "./src/modules/qpay" },
    {
      key: Modules.PAYMENT,
      resolve: "@medusajs/medusa/payment",
      options: { providers: env.QPAY_BRANCH2_USERNAME ? [qpay, branch2] : [qpay] },
    },
    ...(redisUrl ? redisModules : []),
  ],
})
