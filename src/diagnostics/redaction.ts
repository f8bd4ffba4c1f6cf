import { redact } from "../qpay/redact"
import type { Diagnosis } from "./types"

/** The lines without any of these texts, whatever they came to hold. */
export function withoutSecrets(lines: readonly Diagnosis[], secrets: readonly string[]): Diagnosis[] {
  return lines.map((line) => ({
    ...line,
    found: redact(line.found, secrets),
    fix: line.fix === null ? null : redact(line.fix, secrets),
  }))
}

/** The password of an address, as it is written there and as it is meant. */
export function passwordIn(address: string): string[] {
  if (!URL.canParse(address)) return []
  const { password } = new URL(address)
  return password ? [password, decodeURIComponent(password)] : []
}
