import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto"

// How a store's servers recognise each other at the callback's door. Pure.
//
// The prober knocks with a nonce it has signed; the door answers with a signature of its own over that nonce. The key
// comes from the secrets that all servers of a store share anyway, so nothing new has to be configured or kept. The door
// signs only for a nonce that the prober has put in the ledger: what was overheard is soon worth nothing, and the server
// of a copied database cannot pass for this one. Whoever lacks the key gets the ordinary answer and costs no query.

const LABEL = "medusa-payment-qpay: probe of the callback URL"
const NONCE_BYTES = 18

/** @param secrets Medusa's jwtSecret and cookieSecret */
export function probeKey(secrets: readonly unknown[]): Buffer {
  const shared = JSON.stringify(secrets.map((secret) => String(secret ?? "")))
  return Buffer.from(hkdfSync("sha256", shared, "", LABEL, 32))
}

export function newNonce(): string {
  return randomBytes(NONCE_BYTES).toString("base64url")
}

/** The value of the query `probe`. */
export function signedProbe(key: Buffer, nonce: string): string {
  return `${nonce}.${mac(key, "ask", nonce)}`
}

/** @returns the nonce, or null when it was not signed with this key */
export function readProbe(key: Buffer, value: unknown): string | null {
  const [, nonce, signature] = (typeof value === "string" && /^([\w-]{24})\.([\w-]{43})$/.exec(value)) || []
  return nonce && signature && same(signature, mac(key, "ask", nonce)) ? nonce : null
}

/** What only a server of this store can say to this nonce. */
export function probeAnswer(key: Buffer, nonce: string): string {
  return mac(key, "answer", nonce)
}

export function isProbeAnswer(key: Buffer, nonce: string, answer: string): boolean {
  return same(answer.trim(), probeAnswer(key, nonce))
}

function mac(key: Buffer, kind: "ask" | "answer", nonce: string): string {
  return createHmac("sha256", key).update(`${kind}:${nonce}`).digest("base64url")
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
