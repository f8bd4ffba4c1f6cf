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
  return { stop, isStopping: () => Boolean(stopping) }
}
