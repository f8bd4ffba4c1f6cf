import type { Diagnosis } from "../../diagnostics/types"
import { redact } from "../../qpay/redact"

const DATABASE =
  /failed to connect to the database|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|password authentication failed|database "[^"]*" does not exist|role "[^"]*" does not exist|client password must be/i
const OPTIONS = /QPay payment provider: \d+ option\(s\) to fix(\n\s+- .*)+/
const LONGEST = 600

/** Why a store did not start, as a failed check. @param secrets texts that must not stand in it */
export function judgeBootFailure(text: string, secrets: readonly string[]): Diagnosis {
  const clean = redact(text, secrets)
  const failed = (check: string, found: string, fix: string): Diagnosis => ({
    check,
    provider_id: null,
    state: "failed",
    found,
    fix,
  })
  const options = OPTIONS.exec(clean)
  if (options) return failed("options", options[0], "correct them in medusa-config or in .env")
  if (DATABASE.test(clean)) {
    return failed("database", firstLine(clean), "start PostgreSQL, or correct DATABASE_URL")
  }
  return failed("boot", firstLine(clean), "the store itself does not start: see what `npx medusa start` says")
}

function firstLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim())
  return (lines.find((line) => line !== "") ?? "it said nothing").slice(0, LONGEST)
}
