import axios from "axios"

interface Logo {
  type: string
  content: Buffer
}

/** Pictures only, and none that can hold a script. */
const TYPE = /^image\/(png|jpeg|webp|gif)\b/i
const MOST_BYTES = 200_000
const TIMEOUT_MS = 4_000
/** QPay knows some thirty banks. */
const MOST_KEPT = 100
const KEEP_MS = 24 * 3_600_000
/** A host that does not answer is left alone for so long. */
const FORGET_MS = 5 * 60_000

const kept = new Map<string, { logo: Promise<Logo | null>; until: number }>()

/** A logo from the address that QPay gave for it, kept for a day; null when it cannot be had: initials stand for it. */
export function logoOf(address: string, now: number = Date.now()): Promise<Logo | null> {
  const known = kept.get(address)
  if (known && known.until > now) return known.logo
  const entry = { logo: fetchLogo(address), until: now + KEEP_MS }
  kept.delete(address)
  kept.set(address, entry)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string)
  void entry.logo.then((logo) => {
    if (!logo) entry.until = now + FORGET_MS
  })
  return entry.logo
}

async function fetchLogo(address: string): Promise<Logo | null> {
  try {
    const { data, headers } = await axios.get<ArrayBuffer>(address, {
      responseType: "arraybuffer",
      timeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      maxContentLength: MOST_BYTES,
      maxRedirects: 0,
    })
    const type = String(headers["content-type"] ?? "")
    return TYPE.test(type) ? { type, content: Buffer.from(data) } : null
  } catch {
    return null
  }
}
