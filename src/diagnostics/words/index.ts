import { en, type UrlProblem, type Words } from "./en"
import { mn } from "./mn"

export type { UrlProblem, Words }

/** In which languages the diagnostics speak. */
export const WORDS: Record<"en" | "mn", Words> = { en, mn }

/** Something said, in the language of the words it is given. */
export type Sentence = (words: Words) => string

/** Something found that is not as it should be, and what to do about it. */
export type Advice = (words: Words) => { found: string; fix: string }
