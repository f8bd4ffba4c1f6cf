import { failed } from "../../diagnostics/lines"
import type { Diagnosis } from "../../diagnostics/types"
import { redact } from "../../qpay/redact"

const DATABASE =
  /failed to connect to the database|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|password authentication failed|database "[^"]*" does not exist|role "[^"]*" does not exist|client password must be/i
const OPTIONS = /QPay payment provider: \d+ option\(s\) to fix(\n\s+- .*)+/
const LONGEST = 600

/** Why a store did not start, as a failed check. @param secrets texts that must not stand in it */
export function judgeBootFailure(text: string, secrets: readonly string[]): Diagnosis {
  const clean = redact(text, secrets)
  const options = OPTIONS.exec(clean)
  if (options) return failed("options", (w) => w.options.refused(options[0]))
  const said = firstLine(clean)
  if (said !== null && DATABASE.test(clean)) return failed("database", (w) => w.database.away(said))
  return failed("boot", (w) => w.boot.stopped(said))
}

function firstLine(text: string): string | null {
  const lines = text.split("\n").map((line) => line.trim())
  return lines.find((line) => line !== "")?.slice(0, LONGEST) ?? null
}
