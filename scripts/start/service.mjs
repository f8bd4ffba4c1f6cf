import fs from "node:fs"
import path from "node:path"
import { setTimeout } from "node:timers/promises"
import { start, stopGroups } from "../lib/children.mjs"
import { logDir, root } from "../lib/paths.mjs"

const TAIL = 25
const READY_WITHIN_MS = 120_000

/** A program that stays: its output goes to a log file, and its end is told to `onDeath`. */
export function service(name, [program, args], { env, cwd, onDeath }) {
  fs.mkdirSync(logDir, { recursive: true })
  const log = path.join(logDir, `${name}.log`)
  const out = fs.openSync(log, "w")
  const child = start(program, args, { cwd, env, stdio: ["ignore", out, out] })
  fs.closeSync(out)

  let death
  let wanted = false
  const died = (how) => {
    death ??= how
    if (!wanted) onDeath(`${name} stopped (${how}). The end of ${path.relative(root, log)}:\n${tail(log)}`)
  }
  child.once("error", (error) => died(error.message))
  child.once("exit", (code, signal) => died(signal ?? `exit ${code}`))
  return {
    name,
    /** Until `url` answers with success. */
    async ready(url) {
      const deadline = Date.now() + READY_WITHIN_MS
      while (!(await answers(url))) {
        if (death) throw new Error(`${name} did not start`)
        if (Date.now() > deadline) throw new Error(`${name} did not answer at ${url}:\n${tail(log)}`)
        await setTimeout(100)
      }
    },
    /** Ends it on purpose. */
    async stop() {
      wanted = true
      await stopGroups([child.pid])
    },
  }
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok
  } catch {
    return false
  }
}

function tail(file) {
  return fs.readFileSync(file, "utf8").trimEnd().split("\n").slice(-TAIL).join("\n")
}
