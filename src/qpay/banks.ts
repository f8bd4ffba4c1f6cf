import { comparableName, KNOWN_BANKS } from "./bank-directory"

/** One entry of an invoice's `urls`, as QPay sends it. */
export type BankUrl = { link: string; name?: string | null; description?: string | null; logo?: string | null }

export type BankNames = {
  /** Stable for a known bank ("khan"); for others the link's scheme, or their name. */
  key: string
  name_mn: string
  name_en: string
}

/** A button of the pay page. `link` opens an app and works on a phone only. */
export type BankLink = BankNames & { logo: string | null; link: string }

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\/[^\s]/i
const LONGEST_LINK = 4096
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"])
/** Schemes that a browser, not a bank, would act on. */
const NOT_AN_APP = new Set(
  "javascript data vbscript file blob filesystem about view-source intent android-app content ftp ws wss mailto tel sms chrome".split(
    " "
  )
)

/**
 * What to call an entry: recognised by its link's scheme, then by its name; an unknown one keeps QPay's own texts
 * (the description is the Mongolian one). Never by searching the link for a word: every link contains "qPay".
 */
export function bankNames(entry: BankUrl | string): BankNames {
  const { link, name, description } = typeof entry === "string" ? { link: entry, name: "", description: "" } : entry
  const scheme = schemeOf(link)
  const names = [name, description].map((text) => comparableName(text ?? "")).filter((text) => text !== "")
  const known =
    KNOWN_BANKS.find(({ schemes }) => schemes.includes(scheme)) ??
    KNOWN_BANKS.find(({ aliases }) => names.some((text) => aliases.includes(text)))
  if (known) {
    return { key: known.key, name_mn: known.name_mn, name_en: known.name_en }
  }
  const key = (/^https?$/.test(scheme) && names[0]) || scheme || "unknown"
  return {
    key,
    name_mn: description?.trim() || name?.trim() || key,
    name_en: name?.trim() || description?.trim() || key,
  }
}

/** QPay's `urls` as buttons, in QPay's order. Drops links that are neither an app's nor https, and repeated ones. */
export function bankLinks(urls: readonly BankUrl[]): BankLink[] {
  const links = new Set<string>()
  const keys = new Map<string, number>()
  return urls.flatMap((entry) => {
    const link = entry.link.trim()
    if (!isOpenable(link) || links.has(link)) {
      return []
    }
    links.add(link)
    const names = bankNames({ ...entry, link })
    const count = (keys.get(names.key) ?? 0) + 1
    keys.set(names.key, count)
    const key = count === 1 ? names.key : `${names.key}-${count}`
    return [{ ...names, key, logo: webAddress(entry.logo), link }]
  })
}

function isOpenable(link: string): boolean {
  const scheme = schemeOf(link)
  if (scheme === "" || link.length > LONGEST_LINK || /\p{Cc}/u.test(link) || NOT_AN_APP.has(scheme)) {
    return false
  }
  return scheme === "http" || scheme === "https" ? isSafeWebAddress(link) : true
}

/** An address of QPay's that a page may open or show as it is; null for any other text. */
export function webAddress(text: string | null | undefined): string | null {
  const address = text?.trim() ?? ""
  return isSafeWebAddress(address) ? address : null
}

/** https, or http on this very machine (a simulator). */
function isSafeWebAddress(address: string): boolean {
  if (!URL.canParse(address)) {
    return false
  }
  const { protocol, hostname } = new URL(address)
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname))
}

function schemeOf(link: string): string {
  return (SCHEME.exec(link.trim())?.[1] ?? "").toLowerCase()
}
