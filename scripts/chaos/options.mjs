import crypto from "node:crypto"
import { parseArgs } from "node:util"

export const USAGE = "npm run chaos -- [--payments 100] [--seed N] [--servers 1|2] [--kill] [--at-once N] [--plot NAME]"

/** @throws Error with the usage when the command line makes no sense */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      payments: { type: "string", default: "100" },
      seed: { type: "string", default: String(crypto.randomInt(1_000_000)) },
      servers: { type: "string", default: "1" },
      kill: { type: "boolean", default: false },
      "at-once": { type: "string" },
      plot: { type: "string" },
    },
  })
  const servers = wholeNumber(values, "servers", 1, 2)
  return {
    payments: wholeNumber(values, "payments", 1, 100_000),
    seed: wholeNumber(values, "seed", 0, 2 ** 32 - 1),
    servers,
    kill: values.kill,
    atOnce: wholeNumber({ "at-once": 3 * servers, ...values }, "at-once", 1, 100),
    plot: values.plot,
  }
}

function wholeNumber(values, name, min, max) {
  const value = Number(values[name])
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new Error(`--${name} must be a whole number from ${min} to ${max}\n${USAGE}`)
}
