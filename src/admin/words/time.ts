const ULAANBAATAR = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ulaanbaatar",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
})

function partsOf(moment: Date): Record<string, string> {
  return Object.fromEntries(ULAANBAATAR.formatToParts(moment).map(({ type, value }) => [type, value]))
}

const ULAANBAATAR_OFFSET = 8 * 60

/**
 * @param iso a moment
 * @param offset the browser's minutes ahead of UTC, as Medusa shows its own times: where it is not Ulaanbaatar's, ours say so
 * @returns "2026.11.20 14:05", Ulaanbaatar time, or "2026.11.20 14:05 UTC+8"; empty for what is no time
 */
export function formatTime(iso: string, offset: number = -new Date(iso).getTimezoneOffset()): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return ""
  const { year, month, day, hour, minute } = partsOf(moment)
  return `${year}.${month}.${day} ${hour}:${minute}${offset === ULAANBAATAR_OFFSET ? "" : " UTC+8"}`
}

/** @returns the day in Ulaanbaatar, "2026-11-20", some days before a moment */
export function dayBefore(days: number, now: Date = new Date()): string {
  const { year, month, day } = partsOf(new Date(now.getTime() - days * 24 * 3_600_000))
  return `${year}-${month}-${day}`
}

/** @param day "2026-11-20". @returns its first moment in Ulaanbaatar (no summer time there), ISO; empty for no day */
export function dayStart(day: string): string {
  return isoOf(`${day}T00:00:00.000+08:00`)
}

/** @param day "2026-11-20". @returns its last moment in Ulaanbaatar, ISO; empty for no day */
export function dayEnd(day: string): string {
  return isoOf(`${day}T23:59:59.999+08:00`)
}

function isoOf(text: string): string {
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString()
}

/** What a date picker gives and takes is midnight of the browser's own zone; only its day counts. */
export function dayOf(picked: Date | null): string {
  if (!picked) return ""
  const two = (value: number) => String(value).padStart(2, "0")
  return `${picked.getFullYear()}-${two(picked.getMonth() + 1)}-${two(picked.getDate())}`
}

export function pickedOf(day: string): Date | null {
  const picked = new Date(`${day}T00:00:00`)
  return Number.isNaN(picked.getTime()) ? null : picked
}
