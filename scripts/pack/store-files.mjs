// A store as a merchant has one: its own package.json and configuration, with the plugin from a tarball.
import fs from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

const own = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"))

/** What a Medusa store has anyway. Whatever else the plugin needs, it must bring itself. */
const STORE_PACKAGES = [
  "@medusajs/medusa",
  "@medusajs/framework",
  "@medusajs/cli",
  "@swc/core",
  "ts-node",
  "typescript",
]

function packageJson(tarball) {
  const versions = STORE_PACKAGES.map((name) => [name, own.devDependencies[name]])
  return {
    name: "a-store",
    private: true,
    dependencies: { ...Object.fromEntries(versions), [own.name]: `file:${tarball}` },
    overrides: own.overrides,
    allowScripts: own.allowScripts,
  }
}

/** As the README says, with a job that need not be waited for. */
const CONFIG = `import { defineConfig } from "@medusajs/framework/utils"

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
      jwtSecret: "a-secret",
      cookieSecret: "a-secret",
    },
  },
  admin: { disable: true },
  plugins: [{ resolve: "${own.name}", options: {} }],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: "${own.name}/providers/qpay",
            id: "qpay",
            options: {
              username: process.env.QPAY_USERNAME,
              password: process.env.QPAY_PASSWORD,
              invoiceCode: process.env.QPAY_INVOICE_CODE,
              baseUrl: process.env.QPAY_BASE_URL,
              callbackUrl: process.env.QPAY_CALLBACK_URL,
              reconcileEverySeconds: 5,
            },
          },
        ],
      },
    },
  ],
})
`

export function writeStore(dir, tarball) {
  fs.writeFileSync(path.join(dir, "package.json"), JSON.stringify(packageJson(tarball), null, 2))
  fs.writeFileSync(path.join(dir, "medusa-config.ts"), CONFIG)
  fs.copyFileSync(path.join(root, "tsconfig.json"), path.join(dir, "tsconfig.json"))
  fs.cpSync(path.join(root, "src/scripts"), path.join(dir, "src/scripts"), { recursive: true })
}
