import crypto from "node:crypto"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..")

/** Everything the demo writes: logs, its state, built admin. Safe to delete while nothing runs. */
export const demoDir = path.join(root, ".demo")
export const logDir = path.join(demoDir, "logs")
export const stateFile = path.join(demoDir, "state.json")

/** A folder outside the repo that belongs to this clone alone, so that two clones on one machine never meet. */
export const outsideDir = path.join(
  os.tmpdir(),
  `medusa-payment-qpay-${crypto.createHash("sha256").update(root).digest("hex").slice(0, 16)}`
)
