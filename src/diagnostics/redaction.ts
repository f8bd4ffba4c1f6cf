import { redact } from "../qpay/redact"
import type { Diagnosis, Finding } from "./types"

/** The lines without any of these texts, whatever they came to hold, in either language. */
export function withoutSecrets(lines: readonly Diagnosis[], secrets: readonly string[]): Diagnosis[] {
  const clean = ({ found, fix }: Finding): Finding => ({
    found: redact(found, secrets),
    fix: fix === null ? null : redact(fix, secrets),
  })
  return lines.map((line) => ({ ...line, ...clean(line), mn: clean(line.mn) }))
}

/** The password of an address, as it is written there and as it is meant. */
export function passwordIn(address: string): string[] {
  if (!URL.canParse(address)) return []
  const { password } = new URL(address)
  return password ? [password, decodeURIComponent(password)] : []
}
