import { once } from "node:events"
import { parseArgs } from "node:util"
import { SANDBOX_ACCOUNT, startSimulator } from "../simulator"
import { UsageError, type Command } from "./command"

const DEFAULT_PORT = 4100

export const simulate: Command = {
  summary: "run a QPay on this machine, with a bank-app page to pay in",
  usage: "simulate [--port 4100] [--host 127.0.0.1] [--public-url URL] [--seed N]",
  options: [
    ["--port", "where it listens; 4100 unless given"],
    ["--host", "on which address; 127.0.0.1 unless given, so only this machine reaches it"],
    ["--public-url", "the address that its links carry, when it is reached by another one"],
    ["--seed", "makes ids and delays the same in each run"],
  ],

  async run(args, output, stop) {
    const { values } = readOptions(args)
    const port = wholeNumber("--port", values.port, 65_535) ?? DEFAULT_PORT
    const simulator = await startSimulator({
      port,
      host: values.host,
      publicUrl: values["public-url"],
      seed: wholeNumber("--seed", values.seed, Number.MAX_SAFE_INTEGER),
      log: (line) => output.out(line),
    }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EADDRINUSE"
        ? new UsageError(`port ${port} is taken: stop what uses it, or choose another with --port`)
        : error
    })

    output.out(
      [
        "QPay simulator",
        "",
        `  QPAY_BASE_URL=${simulator.url}`,
        `  QPAY_USERNAME=${SANDBOX_ACCOUNT.username}`,
        `  QPAY_PASSWORD=${SANDBOX_ACCOUNT.password}`,
        `  QPAY_INVOICE_CODE=${SANDBOX_ACCOUNT.invoiceCode}`,
        "  QPAY_CALLBACK_URL=http://127.0.0.1:9000/webhooks/qpay",
        "",
        `  Pay here:  ${simulator.url}/   (each invoice has a bank-app page)`,
        `  Control:   ${simulator.url}/_sim/   (pay, callback, faults, settings, books, calls, reset)`,
        "  Stop:      Ctrl-C",
        "",
      ].join("\n")
    )
    if (!stop.aborted) {
      await once(stop, "abort")
    }
    await simulator.close()
    return 0
  },
}

function readOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string" },
        host: { type: "string", default: "127.0.0.1" },
        "public-url": { type: "string" },
        seed: { type: "string" },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(option: string, value: string | undefined, max: number): number | undefined {
  if (value === undefined) {
    return undefined
  }
  if (!/^\d+$/.test(value) || Number(value) > max) {
    throw new UsageError(`${option} must be a whole number from 0 to ${max}`)
  }
  return Number(value)
}
