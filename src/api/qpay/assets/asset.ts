import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import path from "node:path"

export interface Asset {
  content: Buffer
  /** Of the content: part of the address. */
  hash: string
}

/** Nothing but what is named here is ever read. */
const FILES = ["element.mjs"]
/** Beside the compiled code in the package, and beside the source in this repository. */
const FOLDER = path.join(__dirname, "../../../storefront/dist")

const read = new Map<string, Asset>()

/** @returns null for any other name, and where the storefront was not built: the page then works without script */
export async function assetOf(file: string): Promise<Asset | null> {
  if (!FILES.includes(file)) return null
  const known = read.get(file)
  if (known) return known
  const content = await readFile(path.join(FOLDER, file)).catch(() => null)
  if (!content) return null
  const asset = { content, hash: createHash("sha256").update(content).digest("hex").slice(0, 16) }
  read.set(file, asset)
  return asset
}
