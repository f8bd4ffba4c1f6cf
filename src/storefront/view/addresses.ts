const SCHEME = /^([a-z][a-z0-9+.-]*):\/\/[^\s]/i
const LONGEST = 4096
/** Schemes that a browser, not a bank, would act on. */
const NOT_AN_APP = new Set(
  "javascript data vbscript file blob filesystem about view-source intent android-app content ftp ws wss mailto tel sms chrome".split(
    " "
  )
)
const PICTURE = /^data:image\/(png|jpeg|gif|webp|svg\+xml);base64,[a-z0-9+/=]+$/i
const OWN_PATH = /^\/(?![/\\])/

/** A link that opens a bank's app or an https page; null for everything else. The server has looked, we look again. */
export function appLink(link: string): string | null {
  const scheme = (SCHEME.exec(link)?.[1] ?? "").toLowerCase()
  if (!scheme || link.length > LONGEST || /\p{Cc}/u.test(link) || NOT_AN_APP.has(scheme)) {
    return null
  }
  return /^https?$/.test(scheme) ? webAddress(link) : link
}

/** https, or http on this very machine (a simulator). */
export function webAddress(address: string | null | undefined): string | null {
  return parsed(address, ({ protocol, hostname }) => {
    return protocol === "https:" || (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  })
}

/** A bank's picture: from the web, from our own server, or inlined. */
export function pictureAddress(address: string | null | undefined): string | null {
  return address && (OWN_PATH.test(address) || PICTURE.test(address)) ? address : webAddress(address)
}

/** Where the shop's own buttons lead: its server, or any web address (the shop names it itself). */
export function shopAddress(address: string | null | undefined): string | null {
  return address && OWN_PATH.test(address) ? address : parsed(address, ({ protocol }) => /^https?:$/.test(protocol))
}

function parsed(address: string | null | undefined, good: (url: URL) => boolean): string | null {
  try {
    return address && !/[\p{Cc}\s]/u.test(address) && good(new URL(address)) ? address : null
  } catch {
    return null
  }
}
