import type { CheckoutTexts, Language, TextOverrides } from "./catalogue"
import { en } from "./en"
import { mn } from "./mn"

export type { CheckoutTexts, Language, TextOverrides } from "./catalogue"
export { formatAmount, formatCountdown, formatTime, languageOf } from "./format"

export const catalogue: Record<Language, CheckoutTexts> = { mn, en }

/** The texts of a language, with the shop's own words where it has some. */
export function textsOf(language: Language, overrides?: TextOverrides | null): CheckoutTexts {
  return { ...catalogue[language], ...overrides?.[language] }
}

/** Puts values into the braces of a text. A brace without a value stays as it is. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (brace, name: string) => values[name] ?? brace)
}
