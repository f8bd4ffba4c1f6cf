import path from "node:path"
import { root } from "../lib/paths.mjs"

const SIMULATED = { QPAY_USERNAME: "TEST_MERCHANT", QPAY_PASSWORD: "123456", QPAY_INVOICE_CODE: "TEST_INVOICE" }

/** QPAY_USERNAME in the environment means: use the real QPay, with what the environment says. */
export const isReal = () => Boolean(process.env.QPAY_USERNAME)

export function qpayEnv({ simulatorUrl, medusaUrl }) {
  const callback = `${medusaUrl}/webhooks/qpay`
  if (isReal()) return { QPAY_CALLBACK_URL: process.env.QPAY_CALLBACK_URL || callback }
  return { ...SIMULATED, QPAY_BASE_URL: simulatorUrl, QPAY_CALLBACK_URL: callback }
}

export const simulatorCommand = (port) => [
  process.execPath,
  [path.join(root, "node_modules/tsx/dist/cli.mjs"), "src/cli/index.ts", "simulate", "--port", String(port)],
]
