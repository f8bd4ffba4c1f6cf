import { parseArgs } from "node:util"
import { passwordIn } from "../../diagnostics/redaction"
import type { Diagnostics } from "../../diagnostics/types"
import { UsageError, type Command } from "../command"
import { judgeBootFailure } from "./boot-failure"
import { runInside } from "./run-inside"
import { table } from "./table"

/** Variables of whose values nothing may be shown. */
const SECRET_VARIABLE = /(PASSWORD|SECRET|TOKEN|KEY|_URL|_URI)$/

/** In a store's folder: boots the store without serving, and says what is wrong and how to fix it. */
export const doctor: Command = {
  summary: "look at a store's QPay: log-in, callback URL, database, job and the rest (0 healthy, 1 something failed)",
  usage: "doctor [--json] [--live]",
  options: [
    ["--json", "the findings as JSON, for scripts"],
    ["--live", "also issues an invoice of ₮100 at QPay and cancels it at once: the proof of the invoice code"],
  ],

  async run(args, output, stop) {
    const { json, live } = readOptions(args)
    const started = performance.now()
    const report = await runInside(process.cwd(), { live }, stop)
    const diagnostics: Diagnostics =
      "diagnostics" in report
        ? report.diagnostics
        : {
            healthy: false,
            checks: [judgeBootFailure(report.boot, secretValues(process.env))],
            took_ms: Math.round(performance.now() - started),
          }
    for (const line of json ? [JSON.stringify(diagnostics, null, 2)] : table(diagnostics)) output.out(line)
    return diagnostics.healthy ? 0 : 1
  },
}

function secretValues(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value && SECRET_VARIABLE.test(name) ? [value, ...passwordIn(value)] : []
  )
}

function readOptions(args: string[]): { json: boolean; live: boolean } {
  try {
    const options = { json: { type: "boolean", default: false }, live: { type: "boolean", default: false } } as const
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
