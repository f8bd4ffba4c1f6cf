import { readdirSync } from "node:fs"
import path from "node:path"

const ADMIN = path.resolve(__dirname, "../..")

/** Where the server's own part begins. */
export const SERVER = path.resolve(ADMIN, "..")

/** The files of a folder, the admin's own unless told otherwise, without words and tests. */
export function sources(dir: string = ADMIN): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name)
    if (entry.isDirectory()) return entry.name === "__tests__" || entry.name === "i18n" ? [] : sources(file)
    return /\.tsx?$/.test(entry.name) ? [file] : []
  })
}
