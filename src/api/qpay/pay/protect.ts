import { randomBytes } from "node:crypto"
import type { MedusaResponse } from "@medusajs/framework/http"

/**
 * Nothing from elsewhere runs, shows or frames this page, and it calls nobody but this server.
 * @returns the one-time word of its style sheet
 */
export function protect(res: MedusaResponse): string {
  const nonce = randomBytes(16).toString("base64")
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  res.set({
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    // The link itself goes to nobody else.
    "Referrer-Policy": "same-origin",
  })
  return nonce
}
