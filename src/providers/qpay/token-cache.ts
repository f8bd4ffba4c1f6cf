import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto"
import { promisify } from "node:util"
import type { ICachingModuleService } from "@medusajs/framework/types"
import type { Token, TokenCache } from "../../qpay"
import type { ResolvedOptions } from "./options"

const CIPHER = "aes-256-gcm"
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Shares an account's token between servers through Medusa's Caching Module, where there is one. A cache is read by
 * more people than a password, so the token lies there sealed with a key that only holders of the password can make.
 * @param cradle the payment module's container, in which `caching` may be undefined or not be there at all
 */
export function sharedTokenCache(
  cradle: Record<string, unknown>,
  { account, username, password }: Pick<ResolvedOptions, "account" | "username" | "password">,
  now: () => number = Date.now
): TokenCache {
  const key = `qpay:token:${account}`
  // Slow on purpose, against guessing the password from a stolen cache; so it is made once, when first needed.
  let made: Promise<Buffer> | undefined
  const seal = () => (made ??= deriveKey(password, `${key}:${username}`))
  return {
    async get() {
      const caching = cachingOf(cradle)
      if (!caching) return null
      // Begun first: where nothing is found a login follows, and its token shall not have to wait for the key.
      const sealKey = seal()
      const stored: unknown = await caching.get({ key })
      return stored ? open(await sealKey, key, stored) : null
    },
    async set(token) {
      const caching = cachingOf(cradle)
      if (!caching) throw new Error("the Caching Module is not configured")
      await caching.set({
        key,
        data: { sealed: close(await seal(), key, token) },
        ttl: Math.max(1, Math.ceil((token.renewAt - now()) / 1000)),
        // Without tags and without this option Medusa would look through the data for entities to watch.
        tags: [],
        options: { autoInvalidate: false },
      })
    },
  }
}

/** Medusa's containers throw for a key they do not have. */
function cachingOf(cradle: Record<string, unknown>): ICachingModuleService | undefined {
  try {
    return cradle.caching as ICachingModuleService | undefined
  } catch {
    return undefined
  }
}

function deriveKey(password: string, salt: string): Promise<Buffer> {
  return promisify<string, string, number, Buffer>(scrypt)(password, salt, KEY_BYTES)
}

function close(sealKey: Buffer, name: string, token: Token): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, sealKey, iv).setAAD(Buffer.from(name))
  const text = Buffer.concat([cipher.update(JSON.stringify(token), "utf8"), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64")
}

/** Null for whatever was not sealed with this key under this name: to us such a value is not there. */
function open(sealKey: Buffer, name: string, stored: unknown): Token | null {
  try {
    const box = Buffer.from((stored as { sealed: string }).sealed, "base64")
    const iv = box.subarray(0, IV_BYTES)
    const tag = box.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
    const decipher = createDecipheriv(CIPHER, sealKey, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(name)).setAuthTag(tag)
    const text = decipher.update(box.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
    return JSON.parse(text) as Token
  } catch {
    return null
  }
}
