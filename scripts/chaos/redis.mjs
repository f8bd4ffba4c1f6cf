// A Redis of the run's own, on loopback, that keeps nothing.
import crypto from "node:crypto"
import { setTimeout } from "node:timers/promises"
import { start } from "../lib/children.mjs"
import { isOpen } from "../lib/ports.mjs"

const WITHIN_MS = 10_000

/** @param program path of redis-server */
export async function startRedis(program, port) {
  const password = crypto.randomBytes(18).toString("hex")
  // Settings by standard input: a password on the command line would be everybody's.
  const child = start(program, ["-"], { stdio: ["pipe", "ignore", "ignore"] })
  let ended = null
  child.once("error", (error) => (ended = error.message))
  child.once("exit", (code, signal) => (ended = signal ?? `exit ${code}`))
  child.stdin.end(`port ${port}\nbind 127.0.0.1\nrequirepass ${password}\nsave ""\nappendonly no\n`)
  const deadline = Date.now() + WITHIN_MS
  while (!(await isOpen(port, "127.0.0.1"))) {
    if (ended || Date.now() > deadline) throw new Error(`redis-server did not start (${ended ?? "no answer"})`)
    await setTimeout(50)
  }
  return `redis://:${password}@127.0.0.1:${port}`
}
