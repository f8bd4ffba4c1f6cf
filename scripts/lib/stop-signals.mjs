import { stopAll } from "./children.mjs"

/**
 * Ctrl-C, `kill` and a closed terminal all mean: clean up and go. `cleanUp` runs after the children have ended.
 * The function that comes back does the same on request.
 */
export function onStop(cleanUp = () => {}) {
  let stopping
  const stop = (code) => {
    stopping ??= (async () => {
      await stopAll()
      await cleanUp()
      process.exit(code)
    })()
    return stopping
  }
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.on(signal, () => void stop(code))
  }
  whenNpmDies(() => void stop(143))
  return { stop, isStopping: () => Boolean(stopping) }
}

/** npm passes a `kill` on to the shell between us, and the shell keeps it for itself. Seen here as another parent. */
function whenNpmDies(act) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    act()
  }, 300)
  timer.unref()
}
