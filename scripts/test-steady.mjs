// npm run test:steady
// Runs `npm test` twice, the second time beside two programs that burn both cores. Both runs must pass.
import { start } from "./lib/children.mjs"
import { npm, run } from "./lib/run.mjs"
import { onStop } from "./lib/stop-signals.mjs"

/** A burner ends by itself, should nobody end it. */
const BURN = "const end = Date.now() + 60 * 60_000; while (Date.now() < end);"
const { stop } = onStop()
const said = []

async function once(name) {
  let last = ""
  const isFine = await run(...npm("test"), { onLine: (line) => console.log((last = line)) }).then(
    () => true,
    () => false
  )
  said.push(`${name}: ${last}`)
  return isFine
}

const quiet = await once("quiet")
for (let n = 0; n < 2; n++) start(process.execPath, ["-e", BURN], { stdio: "ignore" })
const loaded = await once("both cores busy")
console.log(said.join("\n"))
await stop(quiet && loaded ? 0 : 1)
