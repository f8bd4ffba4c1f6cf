// One Medusa server process that may be killed at any moment and started again.
import fs from "node:fs"
import { once } from "node:events"
import { setTimeout } from "node:timers/promises"
import { signalGroup, start } from "../lib/children.mjs"
import { medusa } from "../lib/run.mjs"
import { root } from "../lib/paths.mjs"

/** Ends a boot that hangs; a busy machine may take a minute. */
const WITHIN_MS = 300_000
const TAIL = 30

export class Server {
  /** Answers requests. */
  up = false
  #child = null

  /** `onDeath` hears of an end that nobody asked for. */
  constructor({ name, port, env, log, onDeath }) {
    Object.assign(this, { name, port, log, url: `http://127.0.0.1:${port}` })
    this.env = { ...env, PORT: String(port) }
    this.onDeath = onDeath
  }

  async start() {
    const out = fs.openSync(this.log, "a") // one file over all lives
    const [program, args] = medusa("start")
    const child = start(program, args, { cwd: root, env: this.env, stdio: ["ignore", out, out] })
    fs.closeSync(out)
    this.#child = child
    child.once("exit", (code, signal) => {
      if (this.#child !== child) return
      this.up = false
      this.#child = null
      this.onDeath(new Error(`${this.name} ended by itself (${signal ?? `exit ${code}`}):\n${this.tail()}`))
    })
    const deadline = Date.now() + WITHIN_MS
    while (this.#child === child && !(await this.#answers())) {
      if (Date.now() > deadline) throw new Error(`${this.name} did not answer in time:\n${this.tail()}`)
      await setTimeout(100)
    }
    this.up = this.#child === child
  }

  /** As a power cut: no handler runs. */
  async kill() {
    const child = this.#child
    this.up = false
    this.#child = null
    if (!child) return
    const gone = once(child, "exit")
    signalGroup(child.pid, "SIGKILL")
    await gone
  }

  tail() {
    return fs.readFileSync(this.log, "utf8").trimEnd().split("\n").slice(-TAIL).join("\n")
  }

  async #answers() {
    try {
      return (await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(2000) })).ok
    } catch {
      return false
    }
  }
}
