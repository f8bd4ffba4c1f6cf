import { z } from "zod"

/** Printable, because it travels in a header. */
const token = z.string().regex(/^[\x21-\x7e]+$/, "not a token")
const seconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)])

/** The answer of POST /v2/auth/token and /v2/auth/refresh. */
export const tokenAnswer = z.object({
  access_token: token,
  refresh_token: token.nullish(),
  /** An absolute Unix time in seconds on the real service; some test servers send seconds from now. */
  expires_in: seconds,
  refresh_expires_in: seconds.nullish(),
})

export type TokenAnswer = z.infer<typeof tokenAnswer>
