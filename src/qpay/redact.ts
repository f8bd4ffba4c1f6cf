const MASK = "[redacted]"
const SHORTEST_SECRET = 3
const CREDENTIAL_HEADER = /\b(basic|bearer)\s+[A-Za-z0-9._~+/=-]{16,}/gi
const JSON_WEB_TOKEN = /\beyJ[A-Za-z0-9_-]{6,}(\.[A-Za-z0-9_-]+){1,2}/g

/**
 * The text without the given secrets, in plain, URL-encoded or JSON-escaped form, and without anything that looks
 * like a token or an Authorization value. Whole secrets are masked: no "last four characters".
 */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return longestFirst
    .reduce((rest, secret) => rest.split(secret).join(MASK), text)
    .replace(CREDENTIAL_HEADER, `$1 ${MASK}`)
    .replace(JSON_WEB_TOKEN, MASK)
}
