import type { Diagnosis, Finding } from "./types"
import { type Advice, type Sentence, WORDS, type Words } from "./words"

// One check's outcome, said in every language at once: who reads it is not known here.

type Provider = string | null

export const ok = (check: string, found: Sentence, provider: Provider = null) =>
  line(check, "ok", (words) => ({ found: found(words), fix: null }), provider)

export const skipped = (check: string, found: Sentence, provider: Provider = null): Diagnosis => ({
  ...ok(check, found, provider),
  state: "skipped",
})

export const warning = (check: string, advice: Advice, provider: Provider = null) =>
  line(check, "warning", advice, provider)

export const failed = (check: string, advice: Advice, provider: Provider = null) =>
  line(check, "failed", advice, provider)

function line(
  check: string,
  state: Diagnosis["state"],
  say: (words: Words) => Finding,
  provider_id: Provider
): Diagnosis {
  return { check, provider_id, state, ...say(WORDS.en), mn: say(WORDS.mn) }
}
