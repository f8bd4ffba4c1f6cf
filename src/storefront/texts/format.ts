import type { Language } from "./catalogue"

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 })

/** @param amount whole tugrik. @returns "₮12,000", as Mongolian shops print it in either language */
export function formatAmount(amount: number): string {
  return `₮${WHOLE.format(amount)}`
}

/** @returns "09:05", or "1:09:05" from an hour on. Seconds are cut: 00:00 means that the time is up. */
export function formatCountdown(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const two = (value: number) => String(value).padStart(2, "0")
  const hours = Math.floor(seconds / 3600)
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

const ULAANBAATAR = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ulaanbaatar",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
})

/** @param iso a moment. @returns "2026.11.20 14:05", Ulaanbaatar time; empty for what is no time */
export function formatTime(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) {
    return ""
  }
  const parts = Object.fromEntries(ULAANBAATAR.formatToParts(date).map(({ type, value }) => [type, value]))
  return `${parts.year}.${parts.month}.${parts.day} ${parts.hour}:${parts.minute}`
}

/** "en" for English in any dress; everything else is Mongolian. */
export function languageOf(tag: string | null | undefined): Language {
  return /^en\b/i.test(tag ?? "") ? "en" : "mn"
}
