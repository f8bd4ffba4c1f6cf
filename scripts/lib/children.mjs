// Every program that a script starts is known here, each in a process group of its own, so that one call ends all of
// them with their own children and a Ctrl-C in the terminal does not reach them in an order of its own.
import { spawn } from "node:child_process"
import { setTimeout } from "node:timers/promises"

const running = new Set()

export function start(program, args, options) {
  const child = spawn(program, args, { detached: process.platform !== "win32", ...options })
  running.add(child)
  child.once("close", () => running.delete(child))
  child.once("error", () => running.delete(child))
  return child
}

export const pids = () => [...running].map((child) => child.pid).filter(Boolean)

export function signalGroup(pid, signal) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal)
    return true
  } catch {
    return false // already gone
  }
}

const GRACE_MS = 6000

/** Asks nicely, waits, then insists. */
export async function stopGroups(groups) {
  let left = groups.filter((pid) => signalGroup(pid, "SIGTERM"))
  const deadline = Date.now() + GRACE_MS
  while (left.length && Date.now() < deadline) {
    await setTimeout(50)
    left = left.filter((pid) => signalGroup(pid, 0))
  }
  for (const pid of left) signalGroup(pid, "SIGKILL")
}

export const stopAll = () => stopGroups(pids())
