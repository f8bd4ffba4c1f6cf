import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import type { InvoiceRow } from "./ledger"

/** 24 random bytes in URL-safe text: 32 characters. QPay signs nothing, so this is what a callback must know. */
export function newCallbackToken(): string {
  return randomBytes(24).toString("base64url")
}

/** What the ledger keeps of a callback secret. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex")
}

/** Compares in constant time, also when there is no invoice to compare with. */
export function tokenMatches(row: Pick<InvoiceRow, "callback_token_hash"> | null, token: unknown): boolean {
  const given = typeof token === "string" ? token : ""
  const expected = row?.callback_token_hash ?? hashToken(newCallbackToken())
  const equal = timingSafeEqual(Buffer.from(expected), Buffer.from(hashToken(given)))
  return equal && row !== null && given !== ""
}
