// The demo store's own settings and one more payment provider, the floor that QPay is compared with.
import path from "node:path"
import { Modules } from "@medusajs/framework/utils"

interface Entry {
  key?: string
  resolve?: string
  options?: { providers?: object[] }
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the repo's settings are a CommonJS export
const config = require("../../medusa-config") as { modules: Record<string, Entry> | Entry[] }

const payment = Object.entries(config.modules)
  .map(([key, entry]) => ({ ...entry, key: entry.key ?? key }))
  .find(({ key }) => key === Modules.PAYMENT)
if (!payment?.options?.providers) throw new Error("the store's settings name no payment module")
payment.options.providers.push({ resolve: path.join(__dirname, "stand-in"), id: "standin", options: {} })

module.exports = config
